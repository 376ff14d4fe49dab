// A shared link carries image id and commands in the URL's fragment, which no server sees:
// #run=1.DIGEST.PAYLOAD, the payload being deflated JSON in base64url. The digest tells a link that was damaged on its way from
// a whole one; it is no proof of who made it, so nothing of a link runs before the person has seen and agreed to it.
import { formatBase64, parseBase64 } from '../../base/base64.ts';
import { decodeText, encodeText } from '../../base/bytes.ts';
import { sha256 } from '../../base/hash.ts';

/** A line for the shell, and which of the page's terminals takes it, from 0. */
export interface ScriptLine {
  readonly terminal: number;
  readonly text: string;
}

export interface Shared {
  /** The image that the lines were typed on. */
  readonly image: string;
  readonly lines: readonly ScriptLine[];
}

/** Why a link cannot be made or used. */
export type LinkProblem = 'damaged' | 'oversized' | 'unknown' | 'unseen' | 'empty';

export class LinkError extends Error {
  readonly problem: LinkProblem;
  constructor(problem: LinkProblem, options?: ErrorOptions) {
    super(`The link is ${problem}`, options);
    this.name = 'LinkError';
    this.problem = problem;
  }
}

export const limits = {
  lines: 100,
  /** Characters of one line. */
  line: 2000,
  /** Characters of all lines together: what a person can still read before agreeing. */
  text: 12_000,
  terminals: 8,
  /** Characters of the fragment: what chats and mail programs pass on whole. */
  fragment: 8000,
} as const;

const version = '1';
const prefix = '#run=';
const digestLength = 12;
/** Bytes of JSON; more is not inflated. */
const mostBytes = limits.text * 4 + limits.lines * 16 + 1000;

/** The fragment, with its #, that carries this; throws a `LinkError` where it would be too large or hold what cannot be shown. */
export async function formatShared({ image, lines }: Shared): Promise<string> {
  const problem = problemOf(image, lines);
  if (problem) throw new LinkError(problem);
  const json = JSON.stringify([image, lines.map(({ terminal, text }) => [terminal, text])]);
  const packed = await through(new CompressionStream('deflate-raw'), encodeText(json), Infinity);
  const payload = toUrl(packed);
  const fragment = `${prefix}${version}.${await digestOf(payload)}.${payload}`;
  if (fragment.length > limits.fragment) throw new LinkError('oversized');
  return fragment;
}

/** Whether a fragment means to be a shared link. */
export function isShared(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

/** What a fragment carries; throws a `LinkError`. */
export async function parseShared(fragment: string): Promise<Shared> {
  if (fragment.length > limits.fragment) throw new LinkError('oversized');
  const [form = '', digest, payload, ...rest] = fragment.slice(prefix.length).split('.');
  if (!isShared(fragment) || digest === undefined || payload === undefined || rest.length > 0)
    throw new LinkError('damaged');
  if (form !== version) throw new LinkError(/^\d{1,3}$/.test(form) ? 'unknown' : 'damaged');
  if ((await digestOf(payload)) !== digest) throw new LinkError('damaged');
  const json = await inflated(payload);
  const { image, lines } = shapeOf(json);
  const problem = problemOf(image, lines);
  if (problem) throw new LinkError(problem);
  return { image, lines };
}

async function inflated(payload: string): Promise<string> {
  let packed: Uint8Array<ArrayBuffer>;
  try {
    packed = fromUrl(payload);
  } catch (cause) {
    throw new LinkError('damaged', { cause });
  }
  return decodeText(await through(new DecompressionStream('deflate-raw'), packed, mostBytes));
}

function shapeOf(json: string): Shared {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new LinkError('damaged', { cause });
  }
  if (!Array.isArray(value) || value.length !== 2) throw new LinkError('damaged');
  const [image, lines] = value as unknown[];
  if (typeof image !== 'string' || !Array.isArray(lines)) throw new LinkError('damaged');
  return { image, lines: lines.map(lineOf) };
}

function lineOf(value: unknown): ScriptLine {
  if (!Array.isArray(value) || value.length !== 2) throw new LinkError('damaged');
  const [terminal, text] = value as unknown[];
  if (!Number.isInteger(terminal) || typeof text !== 'string') throw new LinkError('damaged');
  return { terminal: terminal as number, text };
}

/** Control and format characters, and separators that no terminal shows: a person could not see what would be run. */
const unseen = /[^\P{C}\n\t]|[\u2028\u2029]/u;

function problemOf(image: string, lines: readonly ScriptLine[]): LinkProblem | null {
  if (!/^[\w:+.-]{0,100}$/.test(image)) return 'damaged';
  if (lines.length === 0 || lines.every(({ text }) => text.trim() === '')) return 'empty';
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  const large = lines.some(
    ({ terminal, text }) => text.length > limits.line || terminal >= limits.terminals,
  );
  if (large || lines.length > limits.lines || characters > limits.text) return 'oversized';
  if (lines.some(({ terminal }) => terminal < 0)) return 'damaged';
  return lines.some(({ text }) => unseen.test(text)) ? 'unseen' : null;
}

/** What comes out of a stream that transforms; a `LinkError` for damage, or for more than `most` bytes. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  let all = new Uint8Array();
  for (;;) {
    const { value, done } = await reader.read().catch((cause: unknown) => {
      throw new LinkError('damaged', { cause });
    });
    if (done) return all;
    if (all.length + value.length > most) {
      await reader.cancel();
      throw new LinkError('oversized');
    }
    const joined = new Uint8Array(all.length + value.length);
    joined.set(all);
    joined.set(value, all.length);
    all = joined;
  }
}

async function digestOf(payload: string): Promise<string> {
  return toUrl(await sha256(encodeText(payload))).slice(0, digestLength);
}

function toUrl(bytes: Uint8Array): string {
  return formatBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromUrl(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new Error(`Not base64url: ${text.slice(0, 40)}`);
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return parseBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
}
