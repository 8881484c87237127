/** The time as epoch ms; handed in, so that a test can move it. */
export type Clock = () => number;

/** The machine’s time. */
export const systemClock: Clock = () => Date.now();
