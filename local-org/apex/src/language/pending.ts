/** Bodies that were declared and are compiled when first called, or all at once: what does not compile is found, and every line that could run. */
export const pendingBodies: (() => void)[] = [];
