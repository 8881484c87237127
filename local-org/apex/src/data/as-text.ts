import type { Value } from '../language/values.ts';

/** A value that is a text, or nothing written: for ids, names and the like. */
export const asText = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
