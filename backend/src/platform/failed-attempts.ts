import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from './failures.ts';
import { limitedAs } from './network-address.ts';

/** Counts failed attempts by address; a process counts for itself. */
export interface FailedAttempts {
    /** Refuses (`too_many_attempts`) an address that has failed too often, before anything is tried. */
    refuseTheBlocked: (address: string) => Promise<void>;
    /** Counts one more failure; refuses (`too_many_attempts`) beyond the allowed number. */
    count: (address: string) => Promise<void>;
}

const tooMany = (msBeforeNext: number): Failure =>
    new Failure('too_many_attempts', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });

/** Allows `allowed` failures in `windowSeconds` for each address. */
export function failedAttempts(allowed: number, windowSeconds: number): FailedAttempts {
    const limiter = new RateLimiterMemory({ points: allowed, duration: windowSeconds });
    return {
        refuseTheBlocked: async (address) => {
            const state = await limiter.get(limitedAs(address));
            if (state !== null && state.consumedPoints >= allowed) throw tooMany(state.msBeforeNext);
        },
        count: async (address) => {
            try {
                await limiter.consume(limitedAs(address));
            } catch (error) {
                throw error instanceof RateLimiterRes ? tooMany(error.msBeforeNext) : error;
            }
        }
    };
}
