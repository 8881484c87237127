import type { Problem } from './check.ts';
import { lineAt } from './files.ts';
import type { Bundle, TemplateFile } from './lwc-bundle.ts';

/** Properties that every element has. */
const global = new Set([
    'accessKey',
    'contentEditable',
    'dir',
    'draggable',
    'hidden',
    'id',
    'lang',
    'role',
    'spellcheck',
    'tabIndex',
    'title'
]);
const isGlobal = (name: string) => global.has(name) || /^(aria[A-Z]|lwc:|data-)/.test(name);

const members = ({ compiled }: Bundle) => compiled.metadata?.classMembers ?? [];
const templates = ({ compiled }: Bundle) => compiled.metadata?.templateDependencies ?? [];

/** Whether a component compiled and its own members are all that a template can use; a modal's inherited ones are not for templates. */
const isWhole = ({ name, sources, compiled }: Bundle) =>
    compiled.diagnostics.length === 0 &&
    /\bextends (LightningElement|LightningModal)\b/.test(sources[`${name}.js`] ?? '');

const camelCase = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a template sets on one of the package's own components that this component does not take: it would be ignored. */
const unknownProperties = (bundle: Bundle, template: TemplateFile, byName: Map<string, Bundle>): Problem[] =>
    template.componentReferences.flatMap(({ tagName, locations, properties }) => {
        const child = tagName.startsWith('c-') ? byName.get(camelCase(tagName.slice(2))) : undefined;
        if (!child || !isWhole(child)) return [];
        const taken = new Set(
            members(child)
                .filter(({ decorator }) => decorator === 'api')
                .map(({ name }) => name)
        );
        const given = new Set((properties ?? []).flatMap((each) => Object.keys(each)));
        return [...given]
            .filter((name) => name !== 'key' && !taken.has(name) && !isGlobal(name))
            .map((name) => ({
                file: `${bundle.folder}/${template.fileName}`,
                line: locations[0]?.startLine ?? 1,
                message: `<${tagName}> takes no '${name}'`
            }));
    });

/** A node of the compiler's template tree, which arrives as JSON. */
type Node = { [key: string]: unknown; type?: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nameOf = (value: unknown) => (isNode(value) && typeof value['name'] === 'string' ? value['name'] : undefined);

/** The names that a template's expressions start with, and those that its loops and slots bring themselves. */
const namesIn = (node: unknown, used = new Set<string>(), own = new Set<string>()) => {
    if (!isNode(node)) return { used, own };
    const brought = [
        node['item'],
        node['index'],
        node['iterator'],
        node.type === 'SlotData' ? node['value'] : undefined
    ];
    for (const name of brought.map(nameOf)) if (name) own.add(name);
    const name = node.type === 'Identifier' ? nameOf(node) : undefined;
    if (name) used.add(name);
    for (const [key, child] of Object.entries(node)) {
        const isPropertyName = node.type === 'MemberExpression' && key === 'property' && node['computed'] !== true;
        if (!isPropertyName) namesIn(child, used, own);
    }
    return { used, own };
};

/** What a template shows or calls and its class does not have: blank on the screen, or an error at the first click. */
const unknownNames = (bundle: Bundle, template: TemplateFile): Problem[] => {
    if (!isWhole(bundle) || !template.ast) return [];
    const { used, own } = namesIn(JSON.parse(template.ast));
    const known = new Set(members(bundle).map(({ name }) => name));
    const text = bundle.sources[template.fileName] ?? '';
    return [...used]
        .filter((name) => !known.has(name) && !own.has(name))
        .map((name) => ({
            file: `${bundle.folder}/${template.fileName}`,
            line: lineAt(
                text,
                Math.max(0, text.search(new RegExp(`\\{\\s*${name.replaceAll('$', String.raw`\$`)}\\b`)))
            ),
            message: `${bundle.name}.js has no '${name}'`
        }));
};

/** What the compiler lets pass in templates: names that the class, and properties that the child does not have. */
export const templateProblems = (bundle: Bundle, bundles: Bundle[]): Problem[] => {
    const byName = new Map(bundles.map((each) => [each.name, each]));
    return templates(bundle).flatMap((template) => [
        ...unknownProperties(bundle, template, byName),
        ...unknownNames(bundle, template)
    ]);
};
