import { context } from './context.js';

export const Id = context.userId;
export const isGuest = false;
