import { randomUUID } from 'node:crypto';
import { T, typeOf } from '../language/types.ts';
import { Instance, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { now, today } from './datetime.ts';
import { declare, define, defineGuarded } from './define.ts';
import { declareEnum } from './enums.ts';
import { hashOf, hashString } from './hash.ts';

declareEnum('LoggingLevel', ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR']);

defineGuarded(declare('System'), {
    statics: {
        'void debug(Object? message)': (vm, message: Value) => vm.host.debug(vm.text(message)),
        'void debug(LoggingLevel level, Object? message)': (vm, _level: Value, message: Value) =>
            vm.host.debug(vm.text(message)),
        'Datetime now()': now,
        'Date today()': today,
        'Long currentTimeMillis()': (vm) => BigInt(vm.host.now()),
        'Boolean equals(Object? a, Object? b)': (vm, a: Value, b: Value) => vm.equals(a, b),
        'Integer hashCode(Object? value)': hashOf
    }
});

define(T.Object.decl, {
    methods: {
        'Boolean equals(Object other)': (vm, self: Value, other: Value) => vm.equals(self, other),
        'Integer hashCode()': hashOf,
        'String toString()': (vm, self: Value) => vm.text(self)
    }
});

defineGuarded(declare('Label'), {
    statics: {
        'String get(String? namespace, String name)': (vm, namespace: string | null, name: string) =>
            label(vm, namespace, name),
        'String get(String? namespace, String name, String language)': () => {
            throw new Unsupported('Label.get in a language');
        }
    }
});

function label(vm: Vm, namespace: string | null, name: string): string {
    const text = vm.host.label(namespace ? `${namespace}__${name}` : name) ?? vm.host.label(name);
    if (text === undefined) throw new Unsupported(`the label ${name}, which does not exist`);
    return text;
}

define(declare('Callable', 'interface'), { abstract: ['Object call(String action, Map<String, Object> arguments)'] });

const uuidDecl = declare('UUID');
const uuidText = (self: Instance): string => String(self.native);

function uuid(text: string): Instance {
    const value = new Instance(typeOf(uuidDecl));
    value.native = text;
    return value;
}

defineGuarded(uuidDecl, {
    statics: {
        'UUID randomUUID()': () => uuid(randomUUID()),
        'UUID fromString(String text)': (vm, text: string) => {
            if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text))
                vm.raise('IllegalArgumentException', `Invalid UUID string: ${text}`);
            return uuid(text.toLowerCase());
        }
    },
    methods: {
        'String toString()': (_vm, self: Instance) => uuidText(self),
        'Boolean equals(Object? other)': (_vm, self: Instance, other: Value) =>
            other instanceof Instance && other.type.decl === uuidDecl && uuidText(other) === uuidText(self),
        'Integer hashCode()': (_vm, self: Instance) => hashString(uuidText(self))
    }
});

const collatorDecl = declare('Collator');
defineGuarded(collatorDecl, {
    statics: {
        'Collator getInstance()': () => {
            throw new Unsupported('Collator');
        }
    }
});
