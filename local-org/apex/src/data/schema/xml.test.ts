import { childrenOf, parseXml, textIn } from './xml.ts';

describe('metadata files', () => {
    it('are read with entities, comments and CDATA', () => {
        const root = parseXml(
            '<?xml version="1.0"?><a x="1>0"><!-- no --><b>1 &lt; &#50;</b><b><![CDATA[<c/>]]></b><d/></a>'
        );
        expect(root.name).toBe('a');
        expect(childrenOf(root, 'b').map((child) => child.text)).toEqual(['1 < 2', '<c/>']);
        expect(textIn(root, 'd')).toBe('');
        expect(textIn(root, 'e')).toBeUndefined();
    });

    it('are refused when their elements do not match', () => {
        expect(() => parseXml('<a><b></a>')).toThrow('</a> closes nothing');
        expect(() => parseXml('<a>')).toThrow('not a metadata file');
    });
});
