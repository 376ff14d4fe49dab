// Fields, methods and map entries of values, and where in the template something went wrong.
import type { TemplateFunction } from './function.ts';
import { type AnyNode, formatNode, type Operand } from './node.ts';
import type { ParsedTemplate } from './parse.ts';
import { TemplateError } from './token-cursor.ts';
import { type Method, typeName, type Value } from './type.ts';
import { fieldValue, findField, indirect, mapEntry, type MaybeValue } from './value.ts';

/** What a key that a map does not have means: "<no value>", or an error. */
export type MissingKey = 'invalid' | 'error';

/** No value was handed on by an earlier command of the pipeline. */
export const nothing = Symbol('nothing');
export type Final = MaybeValue | typeof nothing;

/** Arguments of a field or function, as they stand in the template. */
export interface Given {
  readonly dot: MaybeValue;
  readonly words: readonly Operand[];
  readonly final: Final;
}

/** A function about to be called. */
export interface Invocation {
  readonly name: string;
  readonly function: TemplateFunction;
  /** What an error of the function's own points at. */
  readonly node: AnyNode;
}

export abstract class FieldReader {
  protected readonly template: ParsedTemplate;
  /** What is being evaluated, for errors. */
  protected node: AnyNode | null = null;
  /** Of the template being executed. */
  protected name: string;
  missingKey: MissingKey = 'invalid';

  constructor(template: ParsedTemplate) {
    this.template = template;
    this.name = template.name;
  }

  /** The value at the end of a path of fields; only the last may be given arguments, and no field here takes any. */
  protected readPath(
    from: MaybeValue,
    path: readonly string[],
    node: Operand,
    given: Given,
  ): MaybeValue {
    let at = from;
    for (const [index, name] of path.entries()) {
      this.node = node;
      const isLast = index === path.length - 1;
      at = this.#readField(at, name, isLast ? given : { ...given, words: [], final: nothing });
    }
    return at;
  }

  protected abstract invoke(invocation: Invocation, given: Given): MaybeValue;

  #readField(from: MaybeValue, name: string, given: Given): MaybeValue {
    if (!from) return this.#noData(name);
    const receiver = indirect(from);
    const { type } = receiver;
    if (type.kind === 'any') return this.fail(`nil pointer evaluating interface {}.${name}`);
    if (type.kind === 'pointer') return this.#nilPointer(from, receiver, name);
    const hasArguments = given.words.length > 0 || given.final !== nothing;
    const method = 'methods' in type ? type.methods?.[name] : undefined;
    if (method) return this.#callMethod(receiver, { name, method }, given);
    if (type.kind === 'map') return this.#readEntry(receiver, name, hasArguments);
    const field = type.kind === 'struct' ? findField(type, name) : null;
    if (!field) return this.#noField(from, name);
    if (hasArguments) this.fail(`${name} has arguments but cannot be invoked as function`);
    return fieldValue(receiver, field);
  }

  #noData(name: string): MaybeValue {
    if (this.missingKey === 'error') {
      this.fail(`nil data; no entry for key ${JSON.stringify(name)}`);
    }
    return null;
  }

  #callMethod(
    { data }: Value,
    { name, method }: { readonly name: string; readonly method: Method },
    given: Given,
  ): MaybeValue {
    if (!this.node) throw new Error('A method called from nowhere');
    const bound: TemplateFunction = {
      parameters: method.parameters,
      call: (...values) => method.call(data, ...values),
    };
    return this.invoke({ name, function: bound, node: this.node }, given);
  }

  #readEntry(map: Value, name: string, hasArguments: boolean): MaybeValue {
    if (hasArguments) this.fail(`${name} is not a method but has arguments`);
    const entry = mapEntry(map, name);
    if (!entry && this.missingKey === 'error') {
      this.fail(`map has no entry for key ${JSON.stringify(name)}`);
    }
    return entry;
  }

  #nilPointer(from: Value, { type }: Value, name: string): MaybeValue {
    const struct = type.kind === 'pointer' ? type.element : type;
    const known = struct.kind !== 'struct' || findField(struct, name) !== null;
    if (!known) return this.#noField(from, name);
    return this.fail(`nil pointer evaluating ${typeName(from.type)}.${name}`);
  }

  #noField(from: Value, name: string): never {
    return this.fail(`can't evaluate field ${name} in type ${typeName(from.type)}`);
  }

  protected describe(node: Operand): string {
    return formatNode(node);
  }

  protected fail(message: string): never {
    if (!this.node) throw new TemplateError(`template: ${this.template.name}: ${message}`);
    const { source } = this.template;
    const before = source.slice(0, this.node.at);
    const line = before.split('\n').length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length;
    const where = `${this.template.name}:${String(line)}:${String(column)}`;
    const what = formatNode(this.node);
    throw new TemplateError(
      `template: ${where}: executing ${JSON.stringify(this.name)} at <${what}>: ${message}`,
    );
  }
}
