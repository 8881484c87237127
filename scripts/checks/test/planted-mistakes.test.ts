import { hasJava } from '../java.ts';
import { type Mistake, mistakes } from './mistakes.ts';
import { makeWorkspace, runCheck, type Workspace } from './workspace.ts';

type Checked = Awaited<ReturnType<typeof runCheck>>;

const needsJava = new Set(['apex-types', 'scan']);
const described = (mistake: Mistake) => `${mistake.seenIn ?? mistake.file} ${String(mistake.says)}`;

const canRun = (check: string) => hasJava() || process.env['CI'] === 'true' || !needsJava.has(check);
const runnable = Object.entries(mistakes).filter(([check]) => canRun(check));
const idle = Object.keys(mistakes).filter((check) => !canRun(check));

for (const check of idle) {
    // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect -- without Java there is nothing to run, and the report says so
    it.skip(`finds planted mistakes with ${check}, which needs Java`, () => undefined);
}

describe.each(runnable)('the check %s', (check, planted: Mistake[]) => {
    let clean: Workspace;
    let spoilt: Workspace;
    let ofSpoilt: Checked;

    beforeAll(async () => {
        clean = makeWorkspace();
        spoilt = makeWorkspace();
        for (const mistake of planted) spoilt.plant(mistake);
        ofSpoilt = await runCheck(check, spoilt.root);
    }, 180_000);

    afterAll(() => {
        clean.remove();
        spoilt.remove();
    });

    it('passes where nothing is planted', async () => {
        expect(await runCheck(check, clean.root)).toEqual({
            passed: true,
            lines: [expect.stringMatching(/\b0\b/)]
        });
    }, 180_000);

    it('fails where something is', () => {
        expect(ofSpoilt.passed).toBe(false);
    });

    it.each(planted.filter(({ says }) => says).map((mistake) => [described(mistake), mistake] as const))(
        'names %s at its line',
        (_, mistake) => {
            const { source, flags } = mistake.says ?? /./;
            const place = `${mistake.seenIn ?? mistake.file}:${spoilt.lineOf(mistake)}: `.replaceAll('.', '[.]');
            expect(ofSpoilt.lines).toContainEqual(expect.stringMatching(new RegExp(`^${place}.*(${source})`, flags)));
        }
    );
});

describe('a machine without Java', () => {
    const withoutJava = { PATH: '/nowhere', CI: 'false' };

    it.each([...needsJava])('skips %s and says why', async (check) => {
        const package_ = makeWorkspace();
        const { passed, lines } = await runCheck(check, package_.root, withoutJava);
        package_.remove();
        expect(lines).toEqual(['skipped: no Java on this machine (install a JRE 11 or later to run it)']);
        expect(passed).toBe(true);
    });

    it.each([...needsJava])('fails %s in CI', async (check) => {
        const package_ = makeWorkspace();
        const { passed } = await runCheck(check, package_.root, { ...withoutJava, CI: 'true' });
        package_.remove();
        expect(passed).toBe(false);
    });
});
