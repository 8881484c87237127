/** An element of a metadata file: its name, its own text, its child elements. */
export interface XmlElement {
    readonly name: string;
    text: string;
    readonly children: XmlElement[];
}

const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|([^<]+)/g;

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescape = (text: string): string =>
    text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
        if (!name.startsWith('#')) return entities[name] ?? whole;
        return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10));
    });

/** Reads a metadata file: elements and text; attributes are left out. Refuses unbalanced elements. */
export function parseXml(source: string): XmlElement {
    const root: XmlElement = { name: '', text: '', children: [] };
    const open: XmlElement[] = [root];
    for (const [, cdata, closed, opened, , selfClosed, text] of source.matchAll(token)) {
        const current = open.at(-1) ?? root;
        if (cdata !== undefined) current.text += cdata;
        if (text !== undefined) current.text += unescape(text);
        if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
        if (opened === undefined) continue;
        const element: XmlElement = { name: opened, text: '', children: [] };
        current.children.push(element);
        if (!selfClosed) open.push(element);
    }
    const [document] = root.children;
    if (!document || open.length !== 1) throw new Error('not a metadata file');
    return document;
}

/** The child elements of that name. */
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
    element?.children.filter((child) => child.name === name) ?? [];

/** The trimmed text of the first child of that name, or nothing. */
export const textIn = (element: XmlElement | undefined, name: string): string | undefined =>
    childrenOf(element, name)[0]?.text.trim();
