import type { TypeDecl } from '../language/types.ts';
import type { Instance } from '../language/values.ts';
import type { ExceptionState, Vm } from '../vm.ts';

/** What an exception object keeps; made on first use, as a package's own constructor may not have called super. */
export function exceptionState(vm: Vm, self: Instance): ExceptionState {
    self.native ??= vm.newExceptionState();
    return self.native as ExceptionState; // only exceptions come here
}

/** What getMessage answers. */
export const exceptionMessage = (vm: Vm, self: Instance): string =>
    exceptionState(vm, self).message ?? 'Script-thrown exception';

/** `System.DmlException`, or the package's own class with the class around it. */
export function exceptionTypeName(decl: TypeDecl): string {
    if (decl.file === null) return decl.name.includes('.') ? decl.name : `System.${decl.name}`;
    return decl.outer && !decl.name.includes('.') ? `${decl.outer.name}.${decl.name}` : decl.name;
}

/** `System.DmlException: Insert failed. …` */
export const exceptionText = (vm: Vm, self: Instance): string =>
    `${exceptionTypeName(self.type.decl)}: ${exceptionMessage(vm, self)}`;
