// A template's tokens as a tree, with Go's sentences for what is no template.
import { lexTemplate, operands, type Token, type TokenKind } from './lex.ts';
import { TokenCursor } from './token-cursor.ts';
import { parseNumber, unquote } from './literal.ts';
import {
  type BranchNode,
  type CommandNode,
  formatNode,
  type Node,
  type Operand,
  type PipeNode,
  type TemplateNode,
} from './node.ts';

export interface ParsedTemplate {
  /** Told in errors. */
  readonly name: string;
  readonly source: string;
  readonly nodes: readonly Node[];
  /** Templates that it defines, by name; its own name is itself. */
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

type Ending = { readonly kind: 'end' } | { readonly kind: 'else' };
type Element = Node | (Ending & { readonly at: number });

/** Parses; throws Go's error for what is no template. `functions` are the names it may call. */
export function parseTemplate(
  source: string,
  functions: ReadonlySet<string>,
  name = '',
): ParsedTemplate {
  return new Parser(source, functions, name).parse();
}

class Parser extends TokenCursor {
  readonly #source: string;
  readonly #functions: ReadonlySet<string>;
  readonly #defined = new Map<string, readonly Node[]>();
  #variables = ['$'];
  #rangeDepth = 0;

  constructor(source: string, functions: ReadonlySet<string>, name: string) {
    super(lexTemplate(source), name);
    this.#source = source;
    this.#functions = functions;
  }

  parse(): ParsedTemplate {
    const nodes: Node[] = [];
    while (this.peek().kind !== 'eof') {
      if (this.#startsDefinition()) {
        this.#definition();
        continue;
      }
      const element = this.#textOrAction();
      if (element.kind === 'end' || element.kind === 'else') {
        this.fail(`unexpected {{${element.kind}}}`);
      }
      nodes.push(element);
    }
    this.#define(this.name, nodes);
    return { name: this.name, source: this.#source, nodes, defined: this.#defined };
  }

  #startsDefinition(): boolean {
    if (this.peek().kind !== 'leftDelimiter') return false;
    let at = this.next + 1;
    while (this.tokens[at]?.kind === 'space') at++;
    if (!isKeyword(this.tokens[at], 'define')) return false;
    this.next = at + 1;
    return true;
  }

  #definition(): void {
    const context = 'define clause';
    const name = this.#templateName(this.takeSolid(), context);
    this.expect('rightDelimiter', context);
    this.#define(name, this.#closed(context));
  }

  /** A list up to its {{end}}, with variables of its own. */
  #closed(context: string): Node[] {
    const outer = this.#variables;
    this.#variables = ['$'];
    const { nodes, ending } = this.#list();
    if (ending.kind !== 'end') this.fail(`unexpected {{${ending.kind}}} in ${context}`);
    this.#variables = outer;
    return nodes;
  }

  #define(name: string, nodes: readonly Node[]): void {
    const present = this.#defined.get(name);
    if (present && !isBlank(present)) {
      if (isBlank(nodes)) return;
      this.fail(`multiple definition of template ${JSON.stringify(name)}`);
    }
    this.#defined.set(name, nodes);
  }

  #list(): { nodes: Node[]; ending: Ending } {
    const nodes: Node[] = [];
    while (this.peekSolid().kind !== 'eof') {
      const element = this.#textOrAction();
      if (element.kind === 'end' || element.kind === 'else') return { nodes, ending: element };
      nodes.push(element);
    }
    return this.fail('unexpected EOF');
  }

  #textOrAction(): Element {
    const token = this.takeSolid();
    if (token.kind === 'text') return { kind: 'text', at: token.at, text: token.text };
    if (token.kind !== 'leftDelimiter') this.unexpected(token, 'input');
    this.actionLine = token.line;
    const element = this.#action();
    this.actionLine = 0;
    return element;
  }

  #action(): Element {
    const token = this.peekSolid();
    const control = token.kind === 'keyword' ? this.#controls[token.text] : undefined;
    if (control) {
      this.takeSolid();
      return control(token);
    }
    return { kind: 'action', at: token.at, pipe: this.#pipeline('command') };
  }

  readonly #controls: Readonly<Record<string, (token: Token) => Element>> = {
    if: ({ at }) => this.#branch('if', at),
    with: ({ at }) => this.#branch('with', at),
    range: ({ at }) => this.#branch('range', at),
    break: (token) => this.#leave('break', token),
    continue: (token) => this.#leave('continue', token),
    template: () => this.#templateCall(),
    block: () => this.#block(),
    end: () => ({ kind: 'end', at: this.expect('rightDelimiter', 'end').at }),
    else: ({ at }) => {
      // Of "else if" the "if" is left for whoever reads on.
      if (!isKeyword(this.peekSolid(), 'if')) this.expect('rightDelimiter', 'else');
      return { kind: 'else', at };
    },
  };

  #leave(kind: 'break' | 'continue', { at }: Token): Node {
    this.expect('rightDelimiter', `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`);
    return { kind, at };
  }

  #branch(kind: BranchNode['kind'], at: number): BranchNode {
    const depth = this.#variables.length;
    const pipe = this.#pipeline(kind);
    if (kind === 'range') this.#rangeDepth++;
    const { nodes, ending } = this.#list();
    if (kind === 'range') this.#rangeDepth--;
    const otherwise = ending.kind === 'else' ? this.#otherwise(kind) : null;
    this.#variables.length = depth;
    return { kind, at: pipe.at || at, pipe, list: nodes, otherwise };
  }

  #otherwise(kind: BranchNode['kind']): Node[] {
    const token = this.peek();
    if (kind === 'if' && isKeyword(this.peekSolid(), 'if')) {
      this.takeSolid();
      return [this.#branch('if', token.at)];
    }
    const { nodes, ending } = this.#list();
    if (ending.kind !== 'end') this.fail(`expected end; found {{${ending.kind}}}`);
    return nodes;
  }

  #templateCall(): TemplateNode {
    const context = 'template clause';
    const token = this.takeSolid();
    const name = this.#templateName(token, context);
    if (this.peekSolid().kind === 'rightDelimiter') {
      this.takeSolid();
      return { kind: 'template', at: token.at, name, pipe: null };
    }
    return { kind: 'template', at: token.at, name, pipe: this.#pipeline(context) };
  }

  #block(): TemplateNode {
    const context = 'block clause';
    const token = this.takeSolid();
    const name = this.#templateName(token, context);
    const pipe = this.#pipeline(context);
    this.#define(name, this.#closed(context));
    return { kind: 'template', at: token.at, name, pipe };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== 'string' && token.kind !== 'rawString') this.unexpected(token, context);
    return unquote(token.text) ?? this.fail('invalid syntax');
  }

  #pipeline(context: string, end: TokenKind = 'rightDelimiter'): PipeNode {
    const { at } = this.peekSolid();
    const { variables, assigns } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.takeSolid();
      if (token.kind === end) break;
      if (!operands.has(token.kind)) this.unexpected(token, context);
      this.next--;
      commands.push(this.#command());
    }
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    const wrong = commands.findIndex(
      ({ words: [first] }, index) =>
        index > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(first.kind),
    );
    if (wrong > 0) {
      this.fail(`non executable command in pipeline stage ${String(wrong + 1)}`);
    }
    return { kind: 'pipe', at, variables, assigns, commands };
  }

  /** Variables before := or =; a variable that is none of these is left to be read as an operand. */
  #declarations(context: string): { variables: string[]; assigns: boolean } {
    const variables: string[] = [];
    for (;;) {
      const start = this.next;
      if (this.peekSolid().kind !== 'variable') break;
      const { text: name } = this.takeSolid();
      const sign = this.takeSolid();
      if (sign.kind === 'declare' || sign.kind === 'assign') {
        variables.push(name);
        this.#variables.push(name);
        return { variables, assigns: sign.kind === 'assign' };
      }
      if (sign.kind !== 'char' || sign.text !== ',') {
        this.next = start;
        break;
      }
      variables.push(name);
      this.#variables.push(name);
      if (context !== 'range' || variables.length > 1) {
        this.fail(`too many declarations in ${context}`);
      }
      if (!['variable', 'rightDelimiter', 'rightParen'].includes(this.peekSolid().kind)) {
        this.fail('range can only initialize variables');
      }
    }
    return { variables, assigns: false };
  }

  #command(): CommandNode {
    const { at } = this.peekSolid();
    const words: Operand[] = [];
    for (;;) {
      this.peekSolid();
      const operand = this.#operand();
      if (operand) words.push(operand);
      const token = this.take();
      if (token.kind === 'space') continue;
      if (token.kind === 'rightDelimiter' || token.kind === 'rightParen') this.next--;
      else if (token.kind !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    const [first, ...rest] = words;
    if (!first) return this.fail('empty command');
    return { kind: 'command', at, words: [first, ...rest] };
  }

  #operand(): Operand | null {
    const node = this.#term();
    if (!node || this.peek().kind !== 'field') return node;
    const { at } = this.peek();
    const path: string[] = [];
    while (this.peek().kind === 'field') path.push(this.take().text.slice(1));
    switch (node.kind) {
      case 'field':
      case 'variable':
        return { ...node, at, path: [...node.path, ...path] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${JSON.stringify(formatNode(node))}`);
      default:
        return { kind: 'chain', at, node, path };
    }
  }

  #term(): Operand | null {
    const token = this.takeSolid();
    const { at, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(text)) this.fail(`function ${JSON.stringify(text)} not defined`);
        return { kind: 'identifier', at, name: text };
      case 'dot':
      case 'nil':
        return { kind: token.kind, at };
      case 'bool':
        return { kind: 'bool', at, value: text === 'true' };
      case 'variable':
        if (!this.#variables.includes(text))
          this.fail(`undefined variable ${JSON.stringify(text)}`);
        return { kind: 'variable', at, name: text, path: [] };
      case 'field':
        return { kind: 'field', at, path: [text.slice(1)] };
      case 'leftParen':
        return this.#pipeline('parenthesized pipeline', 'rightParen');
      default:
        return this.#literal(token);
    }
  }

  #literal({ kind, at, text }: Token): Operand | null {
    if (kind === 'string' || kind === 'rawString') {
      return {
        kind: 'string',
        at,
        quoted: text,
        value: unquote(text) ?? this.fail('invalid syntax'),
      };
    }
    if (kind === 'number' || kind === 'charConstant') {
      const number = parseNumber(text, at);
      return typeof number === 'string' ? this.fail(number) : number;
    }
    this.next--;
    return null;
  }
}

function isKeyword(token: Token | undefined, word: string): boolean {
  return token?.kind === 'keyword' && token.text === word;
}

function isBlank(nodes: readonly Node[]): boolean {
  return nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
}
