// What a parsed template consists of. Positions are indices into its text.

export interface Place {
  readonly at: number;
}

export type Node =
  | TextNode
  | ActionNode
  | BranchNode
  | TemplateNode
  | (Place & { readonly kind: 'break' | 'continue' });

export interface TextNode extends Place {
  readonly kind: 'text';
  readonly text: string;
}

export interface ActionNode extends Place {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}

export interface BranchNode extends Place {
  readonly kind: 'if' | 'range' | 'with';
  readonly pipe: PipeNode;
  readonly list: readonly Node[];
  readonly otherwise: readonly Node[] | null;
}

export interface TemplateNode extends Place {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: PipeNode | null;
}

export interface PipeNode extends Place {
  readonly kind: 'pipe';
  /** Names of variables that it sets, with their $. */
  readonly variables: readonly string[];
  /** It sets variables that are there already. */
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}

export interface CommandNode extends Place {
  readonly kind: 'command';
  readonly words: readonly [Operand, ...Operand[]];
}

export type Operand =
  | (Place & { readonly kind: 'dot' | 'nil' })
  | (Place & { readonly kind: 'bool'; readonly value: boolean })
  | NumberNode
  | (Place & { readonly kind: 'string'; readonly quoted: string; readonly value: string })
  | (Place & { readonly kind: 'identifier'; readonly name: string })
  | FieldNode
  | VariableNode
  | ChainNode
  | PipeNode;

export interface NumberNode extends Place {
  readonly kind: 'number';
  readonly text: string;
  readonly value: number;
  /** Written with a point or an exponent. */
  readonly isFloat: boolean;
}

export interface FieldNode extends Place {
  readonly kind: 'field';
  readonly path: readonly string[];
}

export interface VariableNode extends Place {
  readonly kind: 'variable';
  readonly name: string;
  readonly path: readonly string[];
}

/** Fields of what a parenthesis or a function yields. */
export interface ChainNode extends Place {
  readonly kind: 'chain';
  readonly node: Operand;
  readonly path: readonly string[];
}

/** Anything that an error can point at. */
export type AnyNode = Node | CommandNode | Operand;

/** The node as Go writes it in its errors. */
export function formatNode(node: AnyNode): string {
  switch (node.kind) {
    case 'text':
      return JSON.stringify(node.text);
    case 'action':
      return `{{${formatNode(node.pipe)}}}`;
    case 'template': {
      const pipe = node.pipe ? ` ${formatNode(node.pipe)}` : '';
      return `{{template ${JSON.stringify(node.name)}${pipe}}}`;
    }
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'if':
    case 'range':
    case 'with':
      return formatBranch(node);
    case 'command':
      return node.words.map((word) => inParens(word)).join(' ');
    default:
      return formatOperand(node);
  }
}

function formatBranch({ kind, pipe, list, otherwise }: BranchNode): string {
  const body = (nodes: readonly Node[]): string => nodes.map(formatNode).join('');
  const rest = otherwise ? `{{else}}${body(otherwise)}` : '';
  return `{{${kind} ${formatNode(pipe)}}}${body(list)}${rest}{{end}}`;
}

function formatOperand(node: Operand): string {
  switch (node.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
    case 'identifier':
      return node.name;
    case 'field':
      return formatPath(node.path);
    case 'variable':
      return node.name + formatPath(node.path);
    case 'chain':
      return inParens(node.node) + formatPath(node.path);
    case 'pipe':
      return formatPipe(node);
  }
}

function formatPipe({ variables, assigns, commands }: PipeNode): string {
  const sets = variables.length > 0 ? `${variables.join(', ')} ${assigns ? '=' : ':='} ` : '';
  return sets + commands.map(formatNode).join(' | ');
}

function formatPath(path: readonly string[]): string {
  return path.map((name) => `.${name}`).join('');
}

function inParens(node: Operand): string {
  return node.kind === 'pipe' ? `(${formatOperand(node)})` : formatOperand(node);
}
