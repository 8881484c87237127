import { T, type TypeDecl, typeOf } from '../language/types.ts';
import { type ApexEnum, Instance, type TypeValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, define, defineGuarded } from './define.ts';
import { declareEnum, enumValue } from './enums.ts';
import { readTyped, readUntyped } from './json-read.ts';
import { BadJson, type JsonNode, JsonWriter, parseJson } from './json-text.ts';
import { writeValue } from './json-write.ts';

/** Runs what may throw BadJson; Apex gets a JSONException. */
function guarded<R>(vm: Vm, run: () => R): R {
    try {
        return run();
    } catch (error) {
        if (!(error instanceof BadJson)) throw error;
        return vm.raise('JSONException', error.message);
    }
}

const parse = (vm: Vm, text: string): JsonNode => guarded(vm, () => parseJson(text));

function serialize(vm: Vm, value: Value, pretty: boolean, suppressNulls: boolean): string {
    const writer = new JsonWriter(pretty);
    guarded(vm, () => writeValue(vm, writer, value, suppressNulls));
    return writer.text;
}

defineGuarded(declare('JSON'), {
    statics: {
        'String serialize(Object? value)': (vm, value: Value) => serialize(vm, value, false, false),
        'String serialize(Object? value, Boolean suppressNulls)': (vm, value: Value, suppress: boolean) =>
            serialize(vm, value, false, suppress),
        'String serializePretty(Object? value)': (vm, value: Value) => serialize(vm, value, true, false),
        'String serializePretty(Object? value, Boolean suppressNulls)': (vm, value: Value, suppress: boolean) =>
            serialize(vm, value, true, suppress),
        'Object deserialize(String text, Type type)': (vm, text: string, type: TypeValue) =>
            readTyped(vm, parse(vm, text), type.type, false),
        'Object deserializeStrict(String text, Type type)': (vm, text: string, type: TypeValue) =>
            readTyped(vm, parse(vm, text), type.type, true),
        'Object deserializeUntyped(String text)': (vm, text: string) => readUntyped(vm, parse(vm, text))
    }
});

const generatorDecl = declare('JSONGenerator');
const parserDecl = declare('JSONParser');

interface GeneratorState {
    readonly writer: JsonWriter;
    isClosed: boolean;
}

const generatorState = (self: Instance): GeneratorState => self.native as GeneratorState; // only createGenerator makes them

function write(vm: Vm, self: Instance, act: (writer: JsonWriter) => void): void {
    const { writer, isClosed } = generatorState(self);
    if (isClosed) throw new Unsupported('writing to a closed JSONGenerator');
    guarded(vm, () => act(writer));
}

/** `writeX(value)` and `writeXField(name, value)` of each kind. */
const writers = Object.fromEntries(
    [
        ['Blob', 'Blob'],
        ['Boolean', 'Boolean'],
        ['Date', 'Date'],
        ['DateTime', 'Datetime'],
        ['Id', 'Id'],
        ['Number', 'Decimal'],
        ['Number', 'Double'],
        ['Number', 'Integer'],
        ['Number', 'Long'],
        ['Object', 'Object'],
        ['String', 'String'],
        ['Time', 'Time']
    ].flatMap(([what = '', type = '']) => {
        const value = (vm: Vm, self: Instance, given: Value): void =>
            write(vm, self, (writer) => writeValue(vm, writer, given));
        const field = (vm: Vm, self: Instance, name: string, given: Value): void =>
            write(vm, self, (writer) => {
                writer.name(name);
                writeValue(vm, writer, given);
            });
        return [
            [`void write${what}(${type}? value)`, value],
            [`void write${what}Field(String name, ${type}? value)`, field]
        ] as const;
    })
);

defineGuarded(generatorDecl, {
    methods: {
        ...writers,
        'void close()': (_vm, self: Instance) => {
            generatorState(self).isClosed = true;
        },
        'String getAsString()': (_vm, self: Instance) => generatorState(self).writer.text,
        'Boolean isClosed()': (_vm, self: Instance) => generatorState(self).isClosed,
        'void writeStartObject()': (vm, self: Instance) => write(vm, self, (writer) => writer.start('object')),
        'void writeEndObject()': (vm, self: Instance) => write(vm, self, (writer) => writer.end('object')),
        'void writeStartArray()': (vm, self: Instance) => write(vm, self, (writer) => writer.start('array')),
        'void writeEndArray()': (vm, self: Instance) => write(vm, self, (writer) => writer.end('array')),
        'void writeFieldName(String name)': (vm, self: Instance, name: string) =>
            write(vm, self, (writer) => writer.name(name)),
        'void writeNull()': (vm, self: Instance) => write(vm, self, (writer) => writer.raw('null')),
        'void writeNullField(String name)': (vm, self: Instance, name: string) =>
            write(vm, self, (writer) => {
                writer.name(name);
                writer.raw('null');
            })
    }
});

const tokenNames = [
    'END_ARRAY',
    'END_OBJECT',
    'FIELD_NAME',
    'NOT_AVAILABLE',
    'START_ARRAY',
    'START_OBJECT',
    'VALUE_EMBEDDED_OBJECT',
    'VALUE_FALSE',
    'VALUE_NULL',
    'VALUE_NUMBER_FLOAT',
    'VALUE_NUMBER_INT',
    'VALUE_STRING',
    'VALUE_TRUE'
] as const;
type TokenName = (typeof tokenNames)[number];

const tokenDecl: TypeDecl = declareEnum('JSONToken', tokenNames);

interface Token {
    readonly name: TokenName;
    readonly text: string;
    /** The field that the token is the value of, or its own name. */
    readonly field: string | null;
    readonly node: JsonNode | null;
    /** Where the structure that starts here ends. */
    end: number;
}

function scalarName(node: JsonNode): TokenName {
    if (node.kind === 'null') return 'VALUE_NULL';
    if (node.kind === 'boolean') return node.value ? 'VALUE_TRUE' : 'VALUE_FALSE';
    if (node.kind === 'string') return 'VALUE_STRING';
    return node.kind === 'number' && /^-?\d+$/.test(node.text) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
}

const scalarText = (node: JsonNode): string =>
    node.kind === 'string' || node.kind === 'number'
        ? node.text
        : node.kind === 'boolean'
          ? String(node.value)
          : 'null';

/** The tokens of a value, in order. */
function tokensOf(node: JsonNode, field: string | null, tokens: Token[] = []): Token[] {
    if (node.kind !== 'object' && node.kind !== 'array') {
        tokens.push({ name: scalarName(node), text: scalarText(node), field, node, end: tokens.length });
        return tokens;
    }
    const isObject = node.kind === 'object';
    const start: Token = {
        name: isObject ? 'START_OBJECT' : 'START_ARRAY',
        text: isObject ? '{' : '[',
        field,
        node,
        end: 0
    };
    tokens.push(start);
    if (isObject) {
        for (const [name, value] of node.entries) {
            tokens.push({ name: 'FIELD_NAME', text: name, field: name, node: null, end: tokens.length });
            tokensOf(value, name, tokens);
        }
    } else for (const item of node.items) tokensOf(item, null, tokens);
    start.end = tokens.length;
    tokens.push({
        name: isObject ? 'END_OBJECT' : 'END_ARRAY',
        text: isObject ? '}' : ']',
        field,
        node: null,
        end: tokens.length
    });
    return tokens;
}

interface ParserState {
    readonly text: string;
    tokens: Token[] | null;
    at: number;
    cleared: boolean;
    lastCleared: TokenName | null;
}

const parserState = (self: Instance): ParserState => self.native as ParserState; // only createParser makes them

function current(self: Instance): Token | undefined {
    const { tokens, at, cleared } = parserState(self);
    return cleared ? undefined : tokens?.[at];
}

function next(vm: Vm, self: Instance): Value {
    const state = parserState(self);
    state.tokens ??= tokensOf(parse(vm, state.text), null);
    state.at = Math.min(state.at + 1, state.tokens.length);
    state.cleared = false;
    const token = state.tokens[state.at];
    return token ? enumValue(tokenDecl, token.name) : null;
}

const isName = (value: Value, ...names: TokenName[]): boolean =>
    names.some((name) => enumValue(tokenDecl, name) === value);

/** The value at the current token as a type; refused for what the token cannot be read as. */
function valueAs(vm: Vm, self: Instance, type: typeof T.Integer): Value {
    const token = current(self);
    if (!token?.node) throw new Unsupported(`JSONParser reading ${type.decl.name} from ${token?.name ?? 'no token'}`);
    return readTyped(vm, token.node, type, false);
}

function readValue(vm: Vm, self: Instance, type: TypeValue, strict: boolean): Value {
    const state = parserState(self);
    const token = current(self);
    if (!token?.node) throw new Unsupported(`JSONParser.readValueAs at ${token?.name ?? 'no token'}`);
    state.at = token.end;
    return readTyped(vm, token.node, type.type, strict);
}

const nameOrNull = (name: TokenName | null | undefined): ApexEnum | null => (name ? enumValue(tokenDecl, name) : null);

defineGuarded(parserDecl, {
    methods: {
        'JSONToken nextToken()': next,
        'JSONToken nextValue()': (vm, self: Instance) => {
            let token = next(vm, self);
            while (isName(token, 'FIELD_NAME')) token = next(vm, self);
            return token;
        },
        'JSONToken getCurrentToken()': (_vm, self: Instance) => nameOrNull(current(self)?.name),
        'JSONToken getLastClearedToken()': (_vm, self: Instance) => nameOrNull(parserState(self).lastCleared),
        'Boolean hasCurrentToken()': (_vm, self: Instance) => current(self) !== undefined,
        'void clearCurrentToken()': (_vm, self: Instance) => {
            const state = parserState(self);
            state.lastCleared = current(self)?.name ?? state.lastCleared;
            state.cleared = true;
        },
        'String getCurrentName()': (_vm, self: Instance) => current(self)?.field ?? null,
        'String getText()': (_vm, self: Instance) => current(self)?.text ?? null,
        'void skipChildren()': (_vm, self: Instance) => {
            const token = current(self);
            if (token?.name === 'START_OBJECT' || token?.name === 'START_ARRAY') parserState(self).at = token.end;
        },
        'Blob getBlobValue()': (vm, self: Instance) => valueAs(vm, self, T.Blob),
        'Boolean getBooleanValue()': (vm, self: Instance) => valueAs(vm, self, T.Boolean),
        'Datetime getDateTimeValue()': (vm, self: Instance) => valueAs(vm, self, T.Datetime),
        'Date getDateValue()': (vm, self: Instance) => valueAs(vm, self, T.Date),
        'Decimal getDecimalValue()': (vm, self: Instance) => valueAs(vm, self, T.Decimal),
        'Double getDoubleValue()': (vm, self: Instance) => valueAs(vm, self, T.Double),
        'Id getIdValue()': (vm, self: Instance) => valueAs(vm, self, T.Id),
        'Integer getIntegerValue()': (vm, self: Instance) => valueAs(vm, self, T.Integer),
        'Long getLongValue()': (vm, self: Instance) => valueAs(vm, self, T.Long),
        'Time getTimeValue()': (vm, self: Instance) => valueAs(vm, self, T.Time),
        'Object readValueAs(Type type)': (vm, self: Instance, type: TypeValue) => readValue(vm, self, type, false),
        'Object readValueAsStrict(Type type)': (vm, self: Instance, type: TypeValue) => readValue(vm, self, type, true)
    }
});

define(declare('JSON'), {
    statics: {
        'JSONGenerator createGenerator(Boolean pretty)': (vm, pretty: boolean | null) => {
            const generator = new Instance(typeOf(generatorDecl));
            generator.native = { writer: new JsonWriter(vm.notNull(pretty)), isClosed: false } satisfies GeneratorState;
            return generator;
        },
        'JSONParser createParser(String text)': (vm, text: string | null) => {
            const parser = new Instance(typeOf(parserDecl));
            parser.native = {
                text: vm.notNull(text),
                tokens: null,
                at: -1,
                cleared: false,
                lastCleared: null
            } satisfies ParserState;
            return parser;
        }
    }
});
