/** The time as epoch ms; handed in, so that a test can move it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
