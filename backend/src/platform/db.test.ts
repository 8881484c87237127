import { asDatabaseFailure, isUnreachable } from './db.ts';

const coded = (code: string): Error => Object.assign(new Error('made up'), { code });

describe('an error of the database', () => {
    it.each(['08006', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE'])(
        '%s means that it cannot be reached: 503, and when to try again',
        (code) => {
            expect(isUnreachable(coded(code))).toBe(true);
            expect(asDatabaseFailure(coded(code))).toMatchObject({
                code: 'database_unavailable',
                retryAfterSeconds: 5
            });
        }
    );

    it('says so also from inside: a cause, one of several addresses, a message of the driver', () => {
        expect(isUnreachable(new Error('query failed', { cause: coded('ECONNRESET') }))).toBe(true);
        expect(isUnreachable(new AggregateError([coded('ECONNREFUSED')]))).toBe(true);
        expect(isUnreachable(new Error('Connection terminated unexpectedly'))).toBe(true);
        expect(isUnreachable(new Error('timeout exceeded when trying to connect'))).toBe(true);
    });

    it.each(['23505', '42P01', '28P01', '40001', '22021'])('%s is something else, and stays what it is', (code) => {
        const error = coded(code);
        expect(isUnreachable(error)).toBe(false);
        expect(asDatabaseFailure(error)).toBe(error);
    });
});
