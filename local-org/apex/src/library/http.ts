import { T, listOf, typeOf } from '../language/types.ts';
import { ApexBlob, Instance, ListValue, type Value } from '../language/values.ts';
import { calloutRefusal } from '../run/jobs.ts';
import { isTest, mockOf } from '../run/test-state.ts';
import { Unsupported } from '../unsupported.ts';
import { type CalloutReply, CalloutProblem, type Vm } from '../vm.ts';
import { declare, define, defineGuarded } from './define.ts';
import { blobText } from './encoding.ts';

const requestDecl = declare('HttpRequest');
const responseDecl = declare('HttpResponse');

/** Headers under their names in lower case, with the names as they were given. */
type Headers = Map<string, { name: string; value: string }>;

interface RequestState {
    endpoint: string | null;
    method: string | null;
    readonly headers: Headers;
    body: Buffer;
    timeoutMs: number;
}

interface ResponseState {
    status: string | null;
    statusCode: number;
    readonly headers: Headers;
    body: Buffer;
}

const requestOf = (self: Instance): RequestState => self.native as RequestState; // its constructor puts it there
const responseOf = (self: Instance): ResponseState => self.native as ResponseState; // its constructor, or `reply`

const header = (headers: Headers, name: string): Value => headers.get(name.toLowerCase())?.value ?? null;
const setHeader = (headers: Headers, name: string, value: string): void =>
    void headers.set(name.toLowerCase(), { name, value });

const maxTimeoutMs = 120_000;
const defaultTimeoutMs = 10_000;

const unsupported = (what: string) => () => {
    throw new Unsupported(what);
};

defineGuarded(requestDecl, {
    constructors: {
        '()': (_vm, self: Instance) => {
            self.native = {
                endpoint: null,
                method: null,
                headers: new Map(),
                body: Buffer.alloc(0),
                timeoutMs: defaultTimeoutMs
            } satisfies RequestState;
        }
    },
    methods: {
        'String getBody()': (vm, self: Instance) => blobText(vm, new ApexBlob(requestOf(self).body)),
        'Blob getBodyAsBlob()': (_vm, self: Instance) => new ApexBlob(requestOf(self).body),
        'Boolean getCompressed()': () => false,
        'String getEndpoint()': (_vm, self: Instance) => requestOf(self).endpoint,
        'String getHeader(String name)': (_vm, self: Instance, name: string) => header(requestOf(self).headers, name),
        'String getMethod()': (_vm, self: Instance) => requestOf(self).method,
        'void setBody(String body)': (_vm, self: Instance, body: string) => {
            requestOf(self).body = Buffer.from(body, 'utf8');
        },
        'void setBodyAsBlob(Blob body)': (_vm, self: Instance, body: ApexBlob) => {
            requestOf(self).body = body.bytes;
        },
        'void setClientCertificate(String certificate, String password)': unsupported(
            'HttpRequest.setClientCertificate'
        ),
        'void setClientCertificateName(String name)': unsupported('HttpRequest.setClientCertificateName'),
        'void setCompressed(Boolean value)': (_vm, _self: Instance, value: boolean) => {
            if (value) throw new Unsupported('HttpRequest.setCompressed(true)');
        },
        'void setEndpoint(String endpoint)': (_vm, self: Instance, endpoint: string) => {
            requestOf(self).endpoint = endpoint;
        },
        'void setHeader(String name, String value)': (_vm, self: Instance, name: string, value: string) =>
            setHeader(requestOf(self).headers, name, value),
        'void setMethod(String method)': (_vm, self: Instance, method: string) => {
            requestOf(self).method = method;
        },
        'void setTimeout(Integer ms)': (_vm, self: Instance, ms: number) => {
            if (ms < 1 || ms > maxTimeoutMs) throw new Unsupported(`a timeout of ${ms} ms`);
            requestOf(self).timeoutMs = ms;
        },
        'String toString()': (_vm, self: Instance) =>
            `System.HttpRequest[Endpoint=${requestOf(self).endpoint ?? 'null'}, Method=${requestOf(self).method ?? 'null'}]`
    }
});

defineGuarded(responseDecl, {
    constructors: {
        '()': (_vm, self: Instance) => {
            self.native = {
                status: null,
                statusCode: 0,
                headers: new Map(),
                body: Buffer.alloc(0)
            } satisfies ResponseState;
        }
    },
    methods: {
        'String getBody()': (vm, self: Instance) => blobText(vm, new ApexBlob(responseOf(self).body)),
        'Blob getBodyAsBlob()': (_vm, self: Instance) => new ApexBlob(responseOf(self).body),
        'String getHeader(String name)': (_vm, self: Instance, name: string) => header(responseOf(self).headers, name),
        'List<String> getHeaderKeys()': (_vm, self: Instance) =>
            new ListValue(
                listOf(T.String),
                [...responseOf(self).headers.values()].map(({ name }) => name)
            ),
        'String getStatus()': (_vm, self: Instance) => responseOf(self).status,
        'Integer getStatusCode()': (_vm, self: Instance) => responseOf(self).statusCode,
        'void setBody(String body)': (_vm, self: Instance, body: string) => {
            responseOf(self).body = Buffer.from(body, 'utf8');
        },
        'void setBodyAsBlob(Blob body)': (_vm, self: Instance, body: ApexBlob) => {
            responseOf(self).body = body.bytes;
        },
        'void setHeader(String name, String value)': (_vm, self: Instance, name: string, value: string) =>
            setHeader(responseOf(self).headers, name, value),
        'void setStatus(String status)': (_vm, self: Instance, status: string) => {
            responseOf(self).status = status;
        },
        'void setStatusCode(Integer code)': (_vm, self: Instance, code: number) => {
            responseOf(self).statusCode = code;
        },
        'String toString()': (_vm, self: Instance) =>
            `System.HttpResponse[Status=${responseOf(self).status ?? 'null'}, StatusCode=${responseOf(self).statusCode}]`
    }
});

function reply({ status, reason, headers, body }: CalloutReply): Instance {
    const response = new Instance(typeOf(responseDecl));
    const named: Headers = new Map();
    for (const [name, value] of headers) setHeader(named, name, value);
    response.native = { status: reason, statusCode: status, headers: named, body } satisfies ResponseState;
    return response;
}

/** Refuses a callout where the platform does, counts it, and hands it to the test's mock or to the outside. */
function send(vm: Vm, request: Instance): Value {
    const { endpoint, method, headers, body, timeoutMs } = requestOf(request);
    const refusal = calloutRefusal(vm);
    if (refusal) vm.raise('CalloutException', refusal);
    if (vm.data.hasUncommittedWork()) {
        vm.raise('CalloutException', 'You have uncommitted work pending. Please commit or rollback before calling out');
    }
    if (!endpoint) throw new Unsupported('a callout without an endpoint');
    if (!method) throw new Unsupported('a callout without a method');
    vm.limits.count(vm, 'callouts');
    const mock = mockOf(vm, 'HttpCalloutMock');
    if (mock !== undefined) return vm.call(mock, 'respond', request);
    if (isTest(vm)) vm.raise('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
    const plain = new Map([...headers.values()].map(({ name, value }) => [name, value]));
    try {
        return reply(vm.host.callout({ method, endpoint, headers: plain, body, timeoutMs }));
    } catch (error) {
        if (!(error instanceof CalloutProblem)) throw error;
        return vm.raise('CalloutException', error.message);
    }
}

defineGuarded(declare('Http'), {
    constructors: { '()': () => undefined },
    methods: {
        'HttpResponse send(HttpRequest request)': (vm, _self: Instance, request: Instance) => send(vm, request),
        'String toString()': () => 'System.Http[]'
    }
});

define(declare('HttpCalloutMock', 'interface'), { abstract: ['HttpResponse respond(HttpRequest request)'] });

for (const name of ['StaticResourceCalloutMock', 'MultiStaticResourceCalloutMock'])
    define(declare(name), { constructors: { '()': unsupported(name) } });
