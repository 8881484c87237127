import { typeOf } from '../language/types.ts';
import { Instance, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';

/** A URL in the parts of java.net.URL: nothing is decoded or made canonical. */
interface Url {
    readonly protocol: string;
    readonly authority: string;
    readonly userInfo: string | null;
    readonly host: string;
    /** -1 where none is named. */
    readonly port: number;
    readonly path: string;
    readonly query: string | null;
    readonly ref: string | null;
}

const defaultPorts: Record<string, number> = { http: 80, https: 443, ftp: 21 };

const urlDecl = declare('Url');
const urlOf = (self: Instance): Url => self.native as Url; // its constructors put it there

function parse(vm: Vm, text: string): Url {
    const [, protocol, rest = ''] = /^([a-zA-Z][\w+.-]*):(.*)$/s.exec(text.trim()) ?? [];
    if (protocol === undefined) vm.raise('StringException', `no protocol: ${text}`);
    const name = protocol.toLowerCase();
    if (!(name in defaultPorts)) vm.raise('StringException', `unknown protocol: ${name}`);
    const [, authority = '', path = '', query = null, ref = null] =
        /^(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
    const [, userInfo = null, host = '', port] = /^(?:(.*)@)?(\[.*\]|[^:]*)(?::(\d*))?$/s.exec(authority) ?? [];
    return { protocol: name, authority, userInfo, host, port: port ? Number(port) : -1, path, query, ref };
}

const fileOf = ({ path, query }: Url): string => path + (query === null ? '' : `?${query}`);

const textOf = (url: Url): string => {
    const authority = url.authority ? `//${url.authority}` : '';
    return `${url.protocol}:${authority}${fileOf(url)}${url.ref === null ? '' : `#${url.ref}`}`;
};

function of(vm: Vm, protocol: string, host: string, port: number, file: string): Url {
    return parse(vm, `${protocol}://${host}${port < 0 ? '' : `:${port}`}${file}`);
}

const portOf = ({ port, protocol }: Url): number => (port < 0 ? (defaultPorts[protocol] ?? -1) : port);

function sameFile(a: Url, b: Url): boolean {
    const key = (url: Url): string => [url.protocol, url.host.toLowerCase(), portOf(url), fileOf(url)].join(' ');
    return key(a) === key(b);
}

const unsupported = (what: string) => () => {
    throw new Unsupported(what);
};

/** A `Url` of a text that is one. */
export function url(vm: Vm, text: string): Instance {
    const value = new Instance(typeOf(urlDecl));
    value.native = parse(vm, text);
    return value;
}

defineGuarded(urlDecl, {
    constructors: {
        '(String text)': (vm, self: Instance, text: string) => {
            self.native = parse(vm, text);
        },
        '(Url context, String text)': (vm, self: Instance, _context: Value, text: string) => {
            if (!/^[a-zA-Z][\w+.-]*:/.test(text)) throw new Unsupported('a Url that is relative to another');
            self.native = parse(vm, text);
        },
        '(String protocol, String host, String file)': (
            vm,
            self: Instance,
            protocol: string,
            host: string,
            file: string
        ) => {
            self.native = of(vm, protocol, host, -1, file);
        },
        '(String protocol, String host, Integer port, String file)': (
            vm,
            self: Instance,
            protocol: string,
            host: string,
            port: number,
            file: string
        ) => {
            self.native = of(vm, protocol, host, port, file);
        }
    },
    methods: {
        'String getAuthority()': (_vm, self: Instance) => urlOf(self).authority,
        'Integer getDefaultPort()': (_vm, self: Instance) => defaultPorts[urlOf(self).protocol] ?? -1,
        'String getFile()': (_vm, self: Instance) => fileOf(urlOf(self)),
        'String getHost()': (_vm, self: Instance) => urlOf(self).host,
        'String getPath()': (_vm, self: Instance) => urlOf(self).path,
        'Integer getPort()': (_vm, self: Instance) => urlOf(self).port,
        'String getProtocol()': (_vm, self: Instance) => urlOf(self).protocol,
        'String getQuery()': (_vm, self: Instance) => urlOf(self).query,
        'String getRef()': (_vm, self: Instance) => urlOf(self).ref,
        'String getUserInfo()': (_vm, self: Instance) => urlOf(self).userInfo,
        'Boolean sameFile(Url other)': (_vm, self: Instance, other: Instance) => sameFile(urlOf(self), urlOf(other)),
        'String toExternalForm()': (_vm, self: Instance) => textOf(urlOf(self)),
        'String toString()': (_vm, self: Instance) => textOf(urlOf(self))
    },
    statics: {
        'Url getCurrentRequestUrl()': unsupported('Url.getCurrentRequestUrl'),
        'Url getOrgDomainUrl()': unsupported('Url.getOrgDomainUrl'),
        'Url getSalesforceBaseUrl()': unsupported('Url.getSalesforceBaseUrl'),
        'String getFileFieldURL(String id, String field)': unsupported('Url.getFileFieldURL')
    }
});
