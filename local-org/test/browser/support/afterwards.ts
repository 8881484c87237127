interface Closeable {
    readonly close: () => Promise<void> | void;
}

const open: Closeable[] = [];

afterAll(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close();
});

/** Closes a thing after the last test of the file, those opened later first, also when a test or the start failed. */
export const closedAfterwards = <T extends Closeable>(thing: T): T => {
    open.push(thing);
    return thing;
};
