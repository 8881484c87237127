export const hasIconLibrary = () => true;
export const getIconLibrary = () => ({});
export const fetchIconLibrary = async () => ({});
