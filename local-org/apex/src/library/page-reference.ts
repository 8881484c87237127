import { T, mapOf } from '../language/types.ts';
import { type Instance, MapValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import { putIntoMap } from './collections.ts';
import { declare, defineGuarded } from './define.ts';
import { urlEncode } from './encoding.ts';

interface PageState {
    readonly base: string;
    readonly parameters: MapValue;
    anchor: string | null;
    isRedirect: boolean;
}

const stateOf = (self: Instance): PageState => self.native as PageState; // its constructor puts it there

const unsupported = (what: string) => () => {
    throw new Unsupported(what);
};

defineGuarded(declare('PageReference'), {
    constructors: {
        '(String url)': (vm, self: Instance, text: string) => {
            const [, base = '', query = '', anchor] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
            const parameters = new MapValue(mapOf(T.String, T.String));
            for (const [name, value] of new URLSearchParams(query)) putIntoMap(vm, parameters, name, value);
            self.native = { base, parameters, anchor: anchor ?? null, isRedirect: false } satisfies PageState;
        },
        '(SObject record)': unsupported('a PageReference of a record')
    },
    methods: {
        'Map<String, String> getParameters()': (_vm, self: Instance) => stateOf(self).parameters,
        'String getAnchor()': (_vm, self: Instance) => stateOf(self).anchor,
        'PageReference setAnchor(String anchor)': (_vm, self: Instance, anchor: string) => {
            stateOf(self).anchor = anchor;
            return self;
        },
        'Boolean getRedirect()': (_vm, self: Instance) => stateOf(self).isRedirect,
        'PageReference setRedirect(Boolean redirect)': (_vm, self: Instance, redirect: boolean) => {
            stateOf(self).isRedirect = redirect;
            return self;
        },
        'String getUrl()': (vm, self: Instance) => {
            const { base, parameters, anchor } = stateOf(self);
            const text = (value: Value): string => urlEncode(vm.text(value));
            const query = [...parameters.entries.values()]
                .map(({ key, value }) => `${text(key)}=${text(value)}`)
                .join('&');
            return `${base}${query && `?${query}`}${anchor === null ? '' : `#${anchor}`}`;
        },
        'Blob getContent()': unsupported('PageReference.getContent'),
        'Blob getContentAsPDF()': unsupported('PageReference.getContentAsPDF')
    }
});
