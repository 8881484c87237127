/** The name of the app. */
export const appName = () => 'Notes';
