import { has, type Method } from './apex-tree.ts';

/** What is wrong with a method's annotations, and at which method. */
export interface AnnotationFault {
    method: Method;
    message: string;
}

type Rule = (methods: Method[]) => AnnotationFault[];

const primitive = /^(list<|set<)?(string|integer|long|decimal|double|boolean|id|date|datetime|time|blob)(>|\[\])?$/;
const isOpen = (method: Method) => has(method, 'public') || has(method, 'global');
const isStaticVoid = (method: Method) => has(method, 'static') && method.returns === 'void';

const faults = (methods: Method[], isFault: (method: Method) => boolean, message: string): AnnotationFault[] =>
    methods.filter(isFault).map((method) => ({ method, message }));

const auraEnabled: Rule = (all) => {
    const methods = all.filter((method) => has(method, '@auraenabled'));
    const named = (name: string) => methods.filter((method) => method.name.toLowerCase() === name.toLowerCase());
    return [
        ...faults(methods, (method) => !has(method, 'static'), 'an @AuraEnabled method that LWCs call is static'),
        ...faults(methods, (method) => !isOpen(method), 'an @AuraEnabled method is public or global'),
        ...faults(methods, ({ name }) => named(name).length > 1, '@AuraEnabled methods cannot be overloaded')
    ];
};

const future: Rule = (all) => {
    const methods = all.filter((method) => has(method, '@future'));
    const takesObjects = ({ parameters }: Method) => parameters.some((type) => !primitive.test(type));
    return [
        ...faults(methods, (method) => !isStaticVoid(method), 'a @future method is static void'),
        ...faults(methods, takesObjects, 'a @future method takes primitives or collections of primitives')
    ];
};

const invocable: Rule = (all) => {
    const methods = all.filter((method) => has(method, '@invocablemethod'));
    const takesOther = ({ parameters }: Method) =>
        parameters.length > 1 || parameters.some((type) => !type.startsWith('list<'));
    return [
        ...faults(methods.slice(1), () => true, 'a class has one @InvocableMethod at most'),
        ...faults(
            methods,
            (method) => !has(method, 'static') || !isOpen(method),
            'an @InvocableMethod is public static'
        ),
        ...faults(methods, takesOther, 'an @InvocableMethod takes one List at most')
    ];
};

const tests: Rule = (all) => {
    const methods = all.filter(
        (method) => has(method, '@istest') || has(method, '@testsetup') || has(method, 'testmethod')
    );
    const isWrong = (method: Method) => !isStaticVoid(method) || method.parameters.length > 0;
    return faults(methods, isWrong, 'a test method is static void without parameters');
};

/** The rules about annotated methods that the platform checks at deployment and the type checker does not know. */
export const annotationFaults: Rule = (methods) =>
    [auraEnabled, future, invocable, tests].flatMap((rule) => rule(methods));
