import type { Token, Tokens } from 'marked';

/** A piece of running text. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly parts: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly parts: readonly Inline[] }
  | { readonly type: 'break' };

/** A block of a lesson's text: what Markdown means, without any markup to inject. */
export type Block =
  | { readonly type: 'paragraph'; readonly parts: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  /** Lines for the shell, to be clicked or typed; those for the host want a prompt of its own shell, whatever runs in the terminal that is shown. */
  | { readonly type: 'commands'; readonly lines: readonly string[]; readonly host: boolean }
  /** Anything else in a fixed pitch: what a program prints. */
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** A line for the shell. */
export interface Cue {
  readonly text: string;
  /** Whether it is for a prompt of the host's own shell. */
  readonly host: boolean;
}

/** The lines that can be clicked, in their order. */
export function commandsIn(blocks: readonly Block[]): Cue[] {
  return blocks.flatMap((block) => {
    if (block.type === 'commands') return block.lines.map((text) => ({ text, host: block.host }));
    if (block.type === 'list') return block.items.flatMap(commandsIn);
    return block.type === 'quote' ? commandsIn(block.blocks) : [];
  });
}

/** Markdown that lessons do not have: HTML, pictures, headings of other depths. */
export class UnknownMarkdown extends Error {
  readonly raw: string;
  constructor(kind: string, raw: string) {
    super(`Lessons have no ${kind}`);
    this.name = 'UnknownMarkdown';
    this.raw = raw;
  }
}

/** Running text with the apostrophe that is printed, in the place of the one that is typed. */
export function typeset(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])'(?=\p{L})|(?<=s)'(?=\s)/gu, '’');
}

/** Blocks of Markdown tokens; throws `UnknownMarkdown`. */
export function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => blockOf(token) ?? []);
}

function blockOf(token: Token): Block | null {
  switch (token.type) {
    case 'space':
      return null;
    case 'paragraph':
    case 'text':
      return { type: 'paragraph', parts: inlinesOf(token as Tokens.Text) };
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return { type: 'list', ordered, items: items.map((item) => blocksOf(item.tokens)) };
    }
    case 'code':
      return codeOf(token as Tokens.Code);
    case 'blockquote':
      return { type: 'quote', blocks: blocksOf((token as Tokens.Blockquote).tokens) };
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return {
        type: 'table',
        header: header.map(inlinesOf),
        rows: rows.map((cells) => cells.map(inlinesOf)),
      };
    }
    default:
      throw new UnknownMarkdown(token.type, token.raw);
  }
}

function codeOf({ lang = '', text, raw }: Tokens.Code): Block {
  const [language, ...where] = lang.split(/\s+/);
  if (language !== 'sh') return { type: 'code', text };
  const place = where.join(' ');
  if (place !== '' && place !== 'host') throw new UnknownMarkdown(`block "${lang}"`, raw);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return { type: 'commands', lines, host: place === 'host' };
}

function inlinesOf({
  tokens,
  text,
}: {
  readonly tokens?: Token[];
  readonly text: string;
}): Inline[] {
  return tokens ? tokens.map(inlineOf) : [{ type: 'text', text: typeset(text) }];
}

function inlineOf(token: Token): Inline {
  switch (token.type) {
    case 'text':
    case 'escape':
      return { type: 'text', text: typeset((token as Tokens.Text).text) };
    case 'codespan':
      return { type: 'code', text: (token as Tokens.Codespan).text };
    case 'strong':
      return { type: 'strong', parts: inlinesOf(token as Tokens.Strong) };
    case 'em':
      return { type: 'emphasis', parts: inlinesOf(token as Tokens.Em) };
    case 'link': {
      const link = token as Tokens.Link;
      // Only what leads to another page or lesson; never a scheme that a browser would run.
      if (!/^(https?:\/\/|[a-z0-9#./-]+$)/i.test(link.href))
        throw new UnknownMarkdown(`link to ${link.href}`, link.raw);
      return { type: 'link', href: link.href, parts: inlinesOf(link) };
    }
    case 'br':
      return { type: 'break' };
    default:
      throw new UnknownMarkdown(token.type, token.raw);
  }
}

/** The words of blocks alone: for labels, search and speech. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.parts.map(inlineText).join('');
    case 'list':
      return block.items.map(plainText).join('\n');
    case 'commands':
      return block.lines.join('\n');
    case 'code':
      return block.text;
    case 'quote':
      return plainText(block.blocks);
    case 'table':
      return [block.header, ...block.rows]
        .map((cells) => cells.map((cell) => cell.map(inlineText).join('')).join('\t'))
        .join('\n');
    default:
      return block satisfies never;
  }
}

function inlineText(part: Inline): string {
  if (part.type === 'break') return '\n';
  return 'text' in part ? part.text : part.parts.map(inlineText).join('');
}
