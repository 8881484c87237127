import { hasJava } from '../java.ts';
import { type Mistake, mistakes } from './mistakes.ts';
import { makeWorkspace, runCheck, type Workspace } from './workspace.ts';

type Checked = Awaited<ReturnType<typeof runCheck>>;

const needsJava = new Set(['apex-types', 'scan']);
const described = (mistake: Mistake) => `${mistake.seenIn ?? mistake.file} ${String(mistake.says)}`;

describe.each(Object.entries(mistakes))('the check %s', (check, planted: Mistake[]) => {
    const canRun = hasJava() || process.env['CI'] === 'true' || !needsJava.has(check);
    const where = canRun ? it : it.skip;
    let clean: Workspace;
    let spoilt: Workspace;
    let ofSpoilt: Checked;

    beforeAll(async () => {
        clean = makeWorkspace();
        spoilt = makeWorkspace();
        for (const mistake of planted) spoilt.plant(mistake);
        ofSpoilt = canRun ? await runCheck(check, spoilt.root) : { passed: false, lines: [] };
    }, 180_000);

    afterAll(() => {
        clean.remove();
        spoilt.remove();
    });

    where(
        'passes where nothing is planted',
        async () => {
            expect(await runCheck(check, clean.root)).toEqual({
                passed: true,
                lines: [expect.stringMatching(/\b0\b/)]
            });
        },
        180_000
    );

    where('fails where something is', () => {
        expect(ofSpoilt.passed).toBe(false);
    });

    where.each(planted.filter(({ says }) => says).map((mistake) => [described(mistake), mistake] as const))(
        'names %s at its line',
        (_, mistake) => {
            const place = `${mistake.seenIn ?? mistake.file}:${spoilt.lineOf(mistake)}: `;
            const there = ofSpoilt.lines.filter((line) => line.startsWith(place));
            expect({ there, of: ofSpoilt.lines }).toEqual({
                there: expect.arrayContaining([expect.stringMatching(mistake.says ?? /./)]),
                of: expect.anything()
            });
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
