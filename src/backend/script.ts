// The JSON lines by which a script drives a guest: one request a line, one answer a line, in order. README.md documents them.
import { formatBase64, parseBase64 } from '../base/base64.ts';
import { decodeText, encodeText } from '../base/bytes.ts';
import type { ProgramResult } from '../agent/agent.ts';
import type { Guest } from './guest.ts';
import type { World } from '../world/model.ts';
import { worldToJson } from '../world/world-json.ts';

/** What a script can do with a guest. */
export interface Scripted {
  run(line: string, options: { readonly stdin?: Uint8Array }): Promise<ProgramResult>;
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string): Promise<Uint8Array>;
  reset(): Promise<void>;
  world(): Promise<World>;
}

/** A guest as scripts use it; paths may be relative to the working directory that lasts. */
export function scripted(guest: Guest): Scripted {
  return {
    run: (line, options) => guest.run(line, options),
    put: (path, data) => guest.write(guest.resolve(path), data),
    get: (path) => guest.read(guest.resolve(path)),
    reset: () => guest.reset(),
    async world() {
      await guest.settle();
      return guest.world;
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Answer = (guest: Scripted, request: Fields) => Promise<object>;

/** By the field that names the request. */
const answers: Readonly<Record<string, Answer>> = {
  async cmd(guest, request) {
    const stdin = optionalText(request, 'stdin');
    const line = text(request, 'cmd');
    const ran = await guest.run(line, stdin === undefined ? {} : { stdin: encodeText(stdin) });
    return {
      exit: ran.exit,
      stdout: decodeText(ran.stdout),
      stderr: decodeText(ran.stderr),
      ...(ran.truncated && { truncated: true }),
    };
  },
  async put(guest, request) {
    const bytes = bytesOf(text(request, 'base64'));
    await guest.put(text(request, 'put'), bytes);
    return { put: request['put'], bytes: bytes.length };
  },
  async get(guest, request) {
    const bytes = await guest.get(text(request, 'get'));
    return { get: request['get'], base64: formatBase64(bytes) };
  },
  async reset(guest, request) {
    yes(request, 'reset');
    await guest.reset();
    return { reset: true };
  },
  async world(guest, request) {
    yes(request, 'world');
    return { world: worldToJson(await guest.world()) };
  },
};

/** Answers one line; a line that cannot be done is answered by `{"error":"…"}`. Never throws. */
export async function answerLine(
  guest: Scripted,
  line: string,
  now: () => number,
): Promise<string> {
  const start = now();
  try {
    const request = parseRequest(line);
    const [name, ...others] = Object.keys(answers).filter((each) => each in request);
    const answer = name === undefined ? undefined : answers[name];
    if (!answer || others.length > 0) {
      throw new Error(`Give one of ${Object.keys(answers).join(', ')} in a line`);
    }
    const answered = await answer(guest, request);
    return JSON.stringify({ ...answered, ms: Math.round(now() - start) });
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}

function parseRequest(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`Not JSON: ${line.slice(0, 80)}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('Not a JSON object');
  }
  return value as Fields;
}

function text(request: Fields, field: string): string {
  const value = request[field];
  if (typeof value !== 'string') throw new Error(`"${field}" must be a string`);
  return value;
}

function optionalText(request: Fields, field: string): string | undefined {
  return field in request ? text(request, field) : undefined;
}

function yes(request: Fields, field: string): void {
  if (request[field] !== true) throw new Error(`"${field}" must be true`);
}

function bytesOf(base64: string): Uint8Array {
  try {
    return parseBase64(base64);
  } catch (cause) {
    throw new Error('"base64" is not base64', { cause });
  }
}
