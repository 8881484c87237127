import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): { line: Record<string, unknown>; text: string } {
    let text = '';
    write(createLog('info', { write: (line: string) => void (text += line) }));
    return { line: JSON.parse(text) as Record<string, unknown>, text };
}

describe('the log', () => {
    it('writes no field that may hold a secret, three levels deep', () => {
        const { text } = logged((log) =>
            log.info({
                token: 'planted-1',
                body: { token: 'planted-2', clientSecret: 'planted-3' },
                reply: { body: { access_token: 'planted-4', code: 'planted-5' } },
                headers: { authorization: 'planted-6', cookie: 'planted-7' },
                req: { headers: { authorization: 'planted-8' } }
            })
        );
        expect(text).not.toContain('planted');
        expect(text.match(/\[redacted\]/g)).toHaveLength(8);
    });

    it('tells of an error its type, message, stack, code and cause, and nothing that a driver hung on it', () => {
        const cause = Object.assign(new Error('connection lost'), { code: 'ECONNRESET' });
        const error = Object.assign(new Error('insert failed', { cause }), {
            code: '23505',
            detail: 'Key (token)=(planted)',
            parameters: ['planted'],
            where: 'planted'
        });
        const { line, text } = logged((log) => log.error({ err: error }, 'request failed'));
        expect(line['err']).toEqual({
            type: 'Error',
            message: 'insert failed',
            stack: expect.stringContaining('insert failed'),
            errorCode: '23505',
            cause: expect.objectContaining({ message: 'connection lost', errorCode: 'ECONNRESET' })
        });
        expect(text).not.toContain('planted');
    });

    it('does not write out what was thrown that is no error', () => {
        const { text } = logged((log) => log.error({ err: 'planted' }));
        expect(text).not.toContain('planted');
    });
});
