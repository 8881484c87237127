import { DOMParser, type Element, onErrorStopParsing, ParseError } from '@xmldom/xmldom';

/** An XML text's root element, or where and why it cannot be read. */
export interface Parsed {
    document?: Element;
    error?: { line: number; message: string };
}

/** Reads XML strictly: the first fault ends it. */
export const parseXml = (text: string): Parsed => {
    try {
        const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
            text,
            'text/xml'
        ).documentElement;
        return document ? { document } : { error: { line: 1, message: 'no root element' } };
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const locator =
            error instanceof ParseError ? (error.locator as { lineNumber?: number } | undefined) : undefined;
        return { error: { line: locator?.lineNumber ?? 1, message: error.message.split('\n')[0] ?? 'not XML' } };
    }
};

/** The child elements, all or those of one name. */
export const childrenOf = (element: Element | undefined, name?: string): Element[] =>
    [...(element?.childNodes ?? [])].filter(
        (node): node is Element => node.nodeType === 1 && (name === undefined || node.localName === name)
    );

/** The trimmed text of the first child of that name, or nothing. */
export const textOf = (element: Element | undefined, name: string): string | undefined =>
    childrenOf(element, name)[0]?.textContent?.trim();
