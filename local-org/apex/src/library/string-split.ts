/** The general categories of Java's Character.getType, told apart by splitByCharacterType. */
const categories = [
    'Lu',
    'Ll',
    'Lt',
    'Lm',
    'Lo',
    'Mn',
    'Me',
    'Mc',
    'Nd',
    'Nl',
    'No',
    'Zs',
    'Zl',
    'Zp',
    'Cc',
    'Cf',
    'Cs',
    'Co',
    'Pd',
    'Ps',
    'Pe',
    'Pc',
    'Po',
    'Sm',
    'Sc',
    'Sk',
    'So',
    'Pi',
    'Pf'
].map((name) => new RegExp(`^\\p{${name}}$`, 'u'));

const typeOfChar = (char: string): number => categories.findIndex((category) => category.test(char));
const [upper, lower] = [0, 1];

/** Runs of characters of one type; with `camelCase`, an upper-case letter belongs to the lower-case ones after it. */
export function splitByCharacterType(text: string, camelCase: boolean): string[] {
    if (text === '') return [];
    const parts: string[] = [];
    let start = 0;
    let current = typeOfChar(text.charAt(0));
    for (let i = 1; i < text.length; i += 1) {
        const type = typeOfChar(text.charAt(i));
        if (type === current) continue;
        if (camelCase && type === lower && current === upper) {
            const newStart = i - 1;
            if (newStart !== start) {
                parts.push(text.slice(start, newStart));
                start = newStart;
            }
        } else {
            parts.push(text.slice(start, i));
            start = i;
        }
        current = type;
    }
    return [...parts, text.slice(start)];
}

/** The fewest single-character changes that make one text of the other. */
export function levenshtein(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_unused, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
