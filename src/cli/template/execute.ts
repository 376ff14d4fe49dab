// Runs a parsed template over a value (Go's text/template).
import { FieldReader, type Final, type Given, type Invocation, nothing } from './field.ts';
import { FunctionError, type TemplateFunction } from './function.ts';
import {
  type AnyNode,
  type BranchNode,
  type ChainNode,
  type CommandNode,
  type Node,
  type NumberNode,
  type Operand,
  type PipeNode,
  type TemplateNode,
  type VariableNode,
} from './node.ts';
import type { ParsedTemplate } from './parse.ts';
import { formatValue } from './print.ts';
import {
  boolType,
  floatType,
  intType,
  stringType,
  type Type,
  typeName,
  type Value,
} from './type.ts';
import {
  elements,
  entries,
  indirect,
  isAssignable,
  isNil,
  isTrue,
  type MaybeValue,
  unwrapped,
} from './value.ts';

/** How deep templates may call one another; Go's own limit is told of, which this machine's stack does not reach. */
const deepest = 400;

interface Variable {
  readonly name: string;
  value: MaybeValue;
}

/** Ends an iteration, or all of them. */
type Signal = 'break' | 'continue' | null;

export class Executor extends FieldReader {
  readonly #functions: ReadonlyMap<string, TemplateFunction>;
  #variables: Variable[];
  #depth = 0;
  /** What was written so far. */
  output = '';

  constructor(
    template: ParsedTemplate,
    functions: ReadonlyMap<string, TemplateFunction>,
    root: MaybeValue,
  ) {
    super(template);
    this.#functions = functions;
    this.#variables = [{ name: '$', value: root }];
  }

  run(root: MaybeValue): void {
    this.#walkAll(root, this.template.nodes);
  }

  #walkAll(dot: MaybeValue, nodes: readonly Node[]): Signal {
    for (const node of nodes) {
      const signal = this.#walk(dot, node);
      if (signal) return signal;
    }
    return null;
  }

  #walk(dot: MaybeValue, node: Node): Signal {
    this.node = node;
    switch (node.kind) {
      case 'text':
        this.output += node.text;
        return null;
      case 'action': {
        const value = this.#pipe(dot, node.pipe);
        if (node.pipe.variables.length === 0) this.output += printed(value);
        return null;
      }
      case 'template':
        this.#callTemplate(dot, node);
        return null;
      case 'break':
      case 'continue':
        return node.kind;
      case 'range':
        return this.#scoped(() => this.#range(dot, node));
      default:
        return this.#scoped(() => this.#branch(dot, node));
    }
  }

  /** Variables set within are forgotten after. */
  #scoped(act: () => Signal): Signal {
    const count = this.#variables.length;
    const signal = act();
    this.#variables.length = count;
    return signal;
  }

  #branch(dot: MaybeValue, { kind, pipe, list, otherwise }: BranchNode): Signal {
    const value = this.#pipe(dot, pipe);
    if (isTrue(value)) return this.#walkAll(kind === 'with' ? value : dot, list);
    return otherwise ? this.#walkAll(dot, otherwise) : null;
  }

  #range(dot: MaybeValue, { pipe, list, otherwise }: BranchNode): Signal {
    const value = this.#pipe(dot, pipe);
    const count = this.#variables.length;
    const items = this.#items(value);
    for (const [key, element] of items) {
      const [second, first] = [this.#variables[count - 1], this.#variables[count - 2]];
      if (pipe.variables.length > 0 && second) second.value = element;
      if (pipe.variables.length > 1 && first) first.value = key;
      const signal = this.#walkAll(element, list);
      this.#variables.length = count;
      if (signal === 'break') break;
    }
    return items.length === 0 && otherwise ? this.#walkAll(dot, otherwise) : null;
  }

  #items(value: MaybeValue): (readonly [MaybeValue, MaybeValue])[] {
    const at = value && indirect(value);
    if (!at) return [];
    if (at.type.kind === 'slice') {
      return elements(at).map((each, data) => [{ type: intType, data }, unwrapped(each)]);
    }
    if (at.type.kind === 'map') return entries(at).map(([key, each]) => [key, unwrapped(each)]);
    return this.fail(`range can't iterate over ${formatValue(at)}`);
  }

  #callTemplate(dot: MaybeValue, { name, pipe }: TemplateNode): void {
    const nodes = this.template.defined.get(name);
    if (!nodes) return this.fail(`template ${JSON.stringify(name)} not defined`);
    if (this.#depth >= deepest) this.fail('exceeded maximum template depth (100000)');
    const value = pipe ? this.#pipe(dot, pipe) : null;
    const outer = { variables: this.#variables, name: this.name };
    this.#variables = [{ name: '$', value }];
    this.name = name;
    this.#depth++;
    this.#walkAll(value, nodes);
    this.#depth--;
    this.#variables = outer.variables;
    this.name = outer.name;
  }

  #pipe(dot: MaybeValue, pipe: PipeNode): MaybeValue {
    this.node = pipe;
    let value: Final = nothing;
    for (const command of pipe.commands) value = unwrapped(this.#command(dot, command, value));
    const result = value === nothing ? null : value;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.#variable(name).value = result;
      else this.#variables.push({ name, value: result });
    }
    return result;
  }

  #variable(name: string): Variable {
    const found = this.#variables.findLast((each) => each.name === name);
    return found ?? this.fail(`undefined variable: ${name}`);
  }

  #command(dot: MaybeValue, command: CommandNode, final: Final): MaybeValue {
    const [first, ...words] = command.words;
    const given: Given = { dot, words, final };
    switch (first.kind) {
      case 'field':
        this.node = first;
        return this.readPath(dot, first.path, first, given);
      case 'chain':
        return this.#chain(dot, first, given);
      case 'variable':
        return this.#readVariable(first, given);
      case 'identifier':
        return this.#call(first.name, [first, command], given);
      case 'pipe':
        this.#refuseArguments(first, given);
        return this.#pipe(dot, first);
      default:
        this.node = first;
        this.#refuseArguments(first, given);
        return first.kind === 'nil' ? this.fail('nil is not a command') : this.#literal(dot, first);
    }
  }

  #refuseArguments(node: Operand, { words, final }: Given): void {
    if (words.length === 0 && final === nothing) return;
    this.fail(`can't give argument to non-function ${this.describe(node)}`);
  }

  #literal(dot: MaybeValue, node: Operand): MaybeValue {
    switch (node.kind) {
      case 'bool':
        return { type: boolType, data: node.value };
      case 'number':
        return this.#number(node);
      case 'string':
        return { type: stringType, data: node.value };
      default:
        return dot;
    }
  }

  #number({ text, value, isFloat }: NumberNode): Value {
    if (isFloat) return { type: floatType, data: value };
    if (Math.abs(value) >= 2 ** 63) return this.fail(`${text} overflows int`);
    return { type: intType, data: value };
  }

  #chain(dot: MaybeValue, chain: ChainNode, given: Given): MaybeValue {
    this.node = chain;
    if (chain.node.kind === 'nil') this.fail('indirection through explicit nil in (nil).');
    const value = this.#argument(dot, null, chain.node);
    return this.readPath(value, chain.path, chain, given);
  }

  #readVariable(node: VariableNode, given: Given): MaybeValue {
    this.node = node;
    const { value } = this.#variable(node.name);
    if (node.path.length > 0) return this.readPath(value, node.path, node, given);
    this.#refuseArguments(node, given);
    return value;
  }

  #call(name: string, [word, command]: readonly [Operand, AnyNode], given: Given): MaybeValue {
    this.node = word;
    const found = this.#functions.get(name);
    if (!found) return this.fail(`${JSON.stringify(name)} is not a defined function`);
    return this.invoke({ name, function: found, node: command }, given);
  }

  protected invoke({ name, function: found, node }: Invocation, given: Given): MaybeValue {
    const { dot, words, final } = given;
    this.#checkCount(name, found, given);
    if (name === 'and' || name === 'or') return this.#logic(name === 'or', given);
    const values = words.map((word, index) =>
      this.#argument(dot, found.parameters[index] ?? found.rest ?? null, word),
    );
    if (final !== nothing) {
      const type = found.parameters[values.length] ?? found.rest ?? null;
      values.push(this.#fit(final, type));
    }
    try {
      return found.call(...values);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      this.node = node;
      return this.fail(`error calling ${name}: ${error.message}`);
    }
  }

  #checkCount(name: string, { parameters, rest }: TemplateFunction, { words, final }: Given): void {
    const count = words.length + (final === nothing ? 0 : 1);
    const wanted = parameters.length;
    const wrong = `wrong number of args for ${name}: want`;
    if (rest && count < wanted) {
      this.fail(`${wrong} at least ${String(wanted)} got ${String(words.length)}`);
    }
    if (!rest && count !== wanted) this.fail(`${wrong} ${String(wanted)} got ${String(count)}`);
  }

  /** `and` and `or` read no further than they need. */
  #logic(stops: boolean, { dot, words, final }: Given): MaybeValue {
    let value: MaybeValue = null;
    for (const word of words) {
      value = unwrapped(this.#argument(dot, null, word));
      if (isTrue(value) === stops) return value;
    }
    return final === nothing ? value : final;
  }

  /** An argument's value, of this type; null for any. */
  #argument(dot: MaybeValue, type: Type | null, word: Operand): MaybeValue {
    this.node = word;
    const given: Given = { dot, words: [], final: nothing };
    switch (word.kind) {
      case 'dot':
        return this.#fit(dot, type);
      case 'nil':
        return this.#nil(type);
      case 'field':
        return this.#fit(this.readPath(dot, word.path, word, given), type);
      case 'variable':
        return this.#fit(this.#readVariable(word, given), type);
      case 'chain':
        return this.#fit(this.#chain(dot, word, given), type);
      case 'pipe':
        return this.#fit(this.#pipe(dot, word), type);
      case 'identifier':
        return this.#fit(this.#call(word.name, [word, word], given), type);
      default:
        return this.#constant(word, type);
    }
  }

  #nil(type: Type | null): MaybeValue {
    if (type === null || ['any', 'pointer', 'slice', 'map'].includes(type.kind)) return null;
    return this.fail(`cannot assign nil to ${typeName(type)}`);
  }

  #constant(word: Operand, type: Type | null): MaybeValue {
    if (type?.kind === 'string' && word.kind !== 'string') {
      return this.fail(`expected string; found ${this.describe(word)}`);
    }
    if (type?.kind === 'int' && (word.kind !== 'number' || !Number.isInteger(word.value))) {
      return this.fail(`expected integer; found ${this.describe(word)}`);
    }
    if (type?.kind === 'slice') {
      return this.fail(`can't handle ${this.describe(word)} for arg of type ${typeName(type)}`);
    }
    return this.#literal(null, word);
  }

  #fit(value: MaybeValue, type: Type | null): MaybeValue {
    if (type === null || type.kind === 'any') return value;
    const at = unwrapped(value);
    if (!at) {
      if (type.kind === 'slice') return null;
      return this.fail(`invalid value; expected ${typeName(type)}`);
    }
    if (isAssignable(at.type, type)) return at;
    if (at.type.kind === 'pointer' && isAssignable(at.type.element, type)) {
      if (isNil(at)) return this.fail(`dereference of nil pointer of type ${typeName(type)}`);
      return { type: at.type.element, data: at.data };
    }
    return this.fail(`wrong type for value; expected ${typeName(type)}; got ${typeName(at.type)}`);
  }
}

function printed(value: MaybeValue): string {
  if (!value) return '<no value>';
  return formatValue(value.type.kind === 'pointer' ? indirect(value) : value);
}
