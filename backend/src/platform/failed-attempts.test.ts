import { failedAttempts } from './failed-attempts.ts';

const tooMany = { code: 'too_many_attempts', retryAfterSeconds: expect.any(Number) };

describe('failed attempts', () => {
    it('are allowed up to the number, then refused with a time to wait, before and after trying', async () => {
        const attempts = failedAttempts(3, 60);
        for (let n = 0; n < 3; n += 1) {
            await attempts.refuseTheBlocked('192.0.2.1');
            await attempts.count('192.0.2.1');
        }
        await expect(attempts.refuseTheBlocked('192.0.2.1')).rejects.toMatchObject(tooMany);
        await expect(attempts.count('192.0.2.1')).rejects.toMatchObject(tooMany);
    });

    it('of one address do not count against another', async () => {
        const attempts = failedAttempts(1, 60);
        await attempts.count('192.0.2.1');
        await expect(attempts.refuseTheBlocked('192.0.2.2')).resolves.toBeUndefined();
    });
});
