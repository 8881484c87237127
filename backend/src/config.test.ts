import { ConfigError, readConfig } from './config.ts';

const read = (env: Record<string, string>, options = {}) => readConfig(options, env);

describe('the environment', () => {
    it('may be empty on a laptop: this machine alone, port 3000, the embedded database, a key of the folder’s own', () => {
        expect(read({})).toEqual({
            production: false,
            host: '127.0.0.1',
            port: 3000,
            publicUrl: undefined,
            databaseUrl: undefined,
            dataDir: expect.stringMatching(/[\\/]\.strongroom$/),
            trustedProxies: 'loopback',
            kekFile: undefined,
            logLevel: 'info'
        });
    });

    it('takes an empty setting as one that is not there', () => {
        expect(read({ PORT: '', DATABASE_URL: '', STRONGROOM_KEK: '' })).toEqual(read({}));
    });

    it('is refused in production without a named key, unless a command needs none', () => {
        expect(() => read({ NODE_ENV: 'production' })).toThrow(ConfigError);
        expect(() => read({ NODE_ENV: 'production', STRONGROOM_KEK: '' })).toThrow('STRONGROOM_KEK');
        expect(read({ NODE_ENV: 'production' }, { keyNeeded: false }).kekFile).toBeUndefined();
        expect(read({ NODE_ENV: 'production', STRONGROOM_KEK: 'file:/k' }).kekFile).toBe('/k');
    });

    it.each([
        ['PORT', 'planted'],
        ['PORT', '65536'],
        ['PORT', '-1'],
        ['DATABASE_URL', 'mysql://planted'],
        ['STRONGROOM_KEK', 'planted'],
        ['STRONGROOM_KEK', 'file:'],
        ['STRONGROOM_KEK', 'aws-kms:planted'],
        ['PUBLIC_URL', 'ftp://planted'],
        ['LOG_LEVEL', 'planted']
    ])('names %s when it is malformed, and not its value', (name, value) => {
        let message = '';
        try {
            read({ [name]: value });
        } catch (error) {
            message = (error as Error).message;
        }
        expect(message).toContain(name);
        expect(message).not.toContain('planted');
    });

    it('cannot be changed once read', () => {
        expect(Object.isFrozen(read({}))).toBe(true);
    });
});
