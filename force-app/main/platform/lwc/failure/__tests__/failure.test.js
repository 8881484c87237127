import { isNoAccess, sentence } from 'c/failure';

describe('c/failure', () => {
    it('shows the sentence that Apex sent', () => {
        expect(sentence({ body: { message: 'The service is not reachable. Try again.' } })).toBe(
            'The service is not reachable. Try again.'
        );
    });

    it.each([undefined, new TypeError('x is undefined'), { body: {} }])('shows a plain sentence for %p', (error) => {
        expect(sentence(error)).toMatch(/^Something went wrong\. Try again/);
    });

    it('knows the refusal of the platform in any language by the name of the class', () => {
        const message = "Sie haben keinen Zugriff auf die Apex-Klasse mit dem Namen 'SecretController'.";
        expect(isNoAccess({ body: { message } })).toBe(true);
        expect(isNoAccess({ body: { message: 'The service is not reachable.' } })).toBe(false);
        expect(isNoAccess(undefined)).toBe(false);
    });
});
