import { T, mapOf } from '../language/types.ts';
import { type Instance, MapValue, type Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';
import { putIntoMap } from './collections.ts';
import { declare, define } from './define.ts';

const requestDecl = declare('RestRequest');
const responseDecl = declare('RestResponse');
const textMap = (): MapValue => new MapValue(mapOf(T.String, T.String));

interface RestState {
    readonly headers: MapValue;
    readonly params: MapValue;
    readonly values: Map<string, Value>;
}

const stateOf = (self: Instance): RestState => self.native as RestState; // its constructor puts it there

function begin(_vm: Vm, self: Instance): void {
    self.native = { headers: textMap(), params: textMap(), values: new Map() } satisfies RestState;
}

/** A field that code reads and sets. */
const property = (name: string) => ({
    get: (_vm: Vm, self: Instance): Value => stateOf(self).values.get(name) ?? null,
    set: (_vm: Vm, self: Instance, value: Value): void => void stateOf(self).values.set(name, value)
});

const addHeader = (vm: Vm, self: Instance, name: string, value: string): void =>
    void putIntoMap(vm, stateOf(self).headers, name, value);

define(requestDecl, {
    constructors: { '()': begin },
    methods: {
        'void addHeader(String name, String value)': addHeader,
        'void addParameter(String name, String value)': (vm, self: Instance, name: string, value: string) =>
            void putIntoMap(vm, stateOf(self).params, name, value)
    },
    fields: {
        'Map<String, String> headers': (_vm, self: Instance) => stateOf(self).headers,
        'Map<String, String> params': (_vm, self: Instance) => stateOf(self).params,
        'String httpMethod': property('httpMethod'),
        'String remoteAddress': property('remoteAddress'),
        'Blob requestBody': property('requestBody'),
        'String requestURI': property('requestURI'),
        'String resourcePath': property('resourcePath')
    }
});

define(responseDecl, {
    constructors: { '()': begin },
    methods: { 'void addHeader(String name, String value)': addHeader },
    fields: {
        'Map<String, String> headers': (_vm, self: Instance) => stateOf(self).headers,
        'Blob responseBody': property('responseBody'),
        'Integer statusCode': property('statusCode')
    }
});

const contextKeys = { request: {}, response: {} };

/** A static that lives for the transaction. */
const ofTransaction = (key: object) => ({
    get: (vm: Vm): Value => (vm.transaction.get(key) ?? null) as Value, // only written below
    set: (vm: Vm, value: Value): void => void vm.transaction.set(key, value)
});

define(declare('RestContext'), {
    staticFields: {
        'RestRequest request': ofTransaction(contextKeys.request),
        'RestResponse response': ofTransaction(contextKeys.response)
    }
});
