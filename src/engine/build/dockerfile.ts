// A Dockerfile's text as instructions not yet understood: directives, comments, continuation lines, flags, words.
import { parseWords, splitFlags, splitSpace } from './words.ts';

/** One instruction, with its words as the parser of docker 20.10 (classic builder) cuts them. */
export interface DockerfileNode {
  /** In lower case. */
  readonly keyword: string;
  /** The whole instruction on one line. */
  readonly original: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** "--name=value". */
  readonly flags: readonly string[];
  readonly words: readonly string[];
  /** The words were given as a JSON list. */
  readonly isJson: boolean;
  /** Of ONBUILD. */
  readonly child: DockerfileNode | null;
}

export interface Dockerfile {
  readonly nodes: readonly DockerfileNode[];
  readonly warnings: readonly string[];
  /** "\\" or "`". */
  readonly escape: string;
}

const comment = /^#/;
const directive = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;

/** Cuts a Dockerfile; throws with docker's sentence. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const escape = readEscape(lines);
  const nodes: DockerfileNode[] = [];
  const warnings: string[] = [];
  for (let at = 0; at < lines.length;) {
    const { text: whole, next, hasEmpty } = joinLines(lines, at, escape);
    if (hasEmpty) warnings.push(`[WARNING]: Empty continuation line found in:\n    ${whole}`);
    if (whole !== '') nodes.push(parseNode(whole, at + 1, escape));
    at = next;
  }
  if (nodes.length === 0) throw new Error('file with no instructions');
  if (warnings.length > 0) {
    warnings.push('[WARNING]: Empty continuation lines will become errors in a future release.');
  }
  return { nodes, warnings, escape };
}

/** One instruction's lines as one; comments and empty lines between them fall away. */
function joinLines(
  lines: readonly string[],
  start: number,
  escape: string,
): { text: string; next: number; hasEmpty: boolean } {
  const first = (lines[start] ?? '').trimStart();
  let [text, isEnd] = cutContinuation(comment.test(first) ? '' : first, escape);
  let hasEmpty = false;
  let next = start + 1;
  for (; !isEnd && next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (comment.test(line.trimStart())) continue;
    if (line.trim() === '') {
      hasEmpty = true;
      continue;
    }
    const [piece, ends] = cutContinuation(line, escape);
    text += piece;
    isEnd = ends;
  }
  return { text: text.trim() === '' ? '' : text, next, hasEmpty };
}

/** Instructions in one line each, as `docker commit --change` gives them. */
export function parseNode(original: string, line: number, escape: string): DockerfileNode {
  const [name, rest] = splitSpace(original.trim());
  const keyword = name.toLowerCase();
  const { flags, text } = splitFlags(rest, escape);
  const { words, isJson = false, child = null } = cutWords(keyword, text, { line, escape });
  return { keyword, original: original.trim(), line, flags, words, isJson, child };
}

function readEscape(lines: readonly string[]): string {
  let escape = '\\';
  const seen = new Set<string>();
  for (const line of lines) {
    const [, key, value = ''] = directive.exec(line.trimStart()) ?? [];
    const name = key?.toLowerCase();
    if (name !== 'escape' && name !== 'syntax') return escape;
    if (seen.has(name)) throw new Error(`only one ${name} parser directive can be used`);
    seen.add(name);
    if (name !== 'escape') continue;
    if (value !== '`' && value !== '\\') {
      throw new Error(`invalid escape token '${value}' does not match \` or \\`);
    }
    escape = value;
  }
  return escape;
}

function cutContinuation(line: string, escape: string): [text: string, isEnd: boolean] {
  const end = line.replace(/[ \t]+$/, '');
  const isContinued = end.endsWith(escape) && !end.endsWith(escape + escape);
  return isContinued ? [end.slice(0, -1), false] : [line, true];
}

interface Cut {
  readonly words: readonly string[];
  readonly isJson?: boolean;
  readonly child?: DockerfileNode;
}

function cutWords(keyword: string, text: string, at: { line: number; escape: string }): Cut {
  const cut = Object.hasOwn(cutters, keyword) ? cutters[keyword] : undefined;
  return cut ? cut(text, at) : { words: oneWord(text) };
}

type Cutter = (text: string, at: { line: number; escape: string }) => Cut;

const byBlanks = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const oneWord = (text: string): string[] => (text === '' ? [] : [text]);
const list: Cutter = (text) => jsonOr(text, () => byBlanks(text));
const command: Cutter = (text) => jsonOr(text, () => oneWord(text));
const blanks: Cutter = (text) => ({ words: byBlanks(text) });

const cutters: Readonly<Record<string, Cutter>> = {
  env: (text, { escape }) => ({ words: namesAndValues(text, 'ENV', escape) }),
  label: (text, { escape }) => ({ words: namesAndValues(text, 'LABEL', escape) }),
  arg: (text, { escape }) => ({ words: parseWords(text, escape) }),
  add: list,
  copy: list,
  volume: list,
  cmd: command,
  entrypoint: command,
  run: command,
  shell: command,
  expose: blanks,
  from: blanks,
  healthcheck: (text, at) => {
    const [type, rest] = splitSpace(text);
    const cut = command(rest, at);
    return { ...cut, words: type === '' ? [] : [type, ...cut.words] };
  },
  onbuild: (text, { line, escape }) => {
    if (text === '') return { words: [] };
    const child = parseNode(text, line, escape);
    return { words: [child.keyword], child };
  },
};

/** "NAME value with spaces", or any number of NAME=value; names and values in turn. */
function namesAndValues(text: string, keyword: string, escape: string): string[] {
  const words = parseWords(text, escape);
  const [first] = words;
  if (first === undefined) return [];
  if (!first.includes('=')) {
    const [name, value] = splitSpace(text);
    if (value === '') throw new Error(`${keyword} must have two arguments`);
    return [name, value];
  }
  return words.flatMap((word) => {
    const at = word.indexOf('=');
    if (at >= 0) return [word.slice(0, at), word.slice(at + 1)];
    throw new Error(
      `Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`,
    );
  });
}

function jsonOr(text: string, otherwise: () => string[]): Cut {
  if (!text.trimStart().startsWith('[')) return { words: otherwise() };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { words: otherwise() };
  }
  if (!Array.isArray(value)) return { words: otherwise() };
  if (value.every((each) => typeof each === 'string')) return { words: value, isJson: true };
  throw new Error('when using JSON array syntax, arrays must be comprised of strings only');
}
