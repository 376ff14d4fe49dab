// One docker command in the guest, as the engine sees it: what was asked, and its three streams (src/guest/docker/README.md).
import type { ClientMessage, ClientSession } from '../agent/agent.ts';
import { concatBytes, decodeText, encodeText } from '../base/bytes.ts';
import { once, type Stop } from '../base/events.ts';

export interface ClientRequest {
  /** With "docker" in front. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: readonly string[];
  /** Which of stdin, stdout and stderr are terminals. */
  readonly tty: readonly [boolean, boolean, boolean];
  readonly rows: number;
  readonly cols: number;
  readonly pid: number;
  readonly uid?: number;
}

/** A variable of the client's environment; null where it is not set. */
export function variable(env: readonly string[], name: string): string | null {
  return env.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** Columns of the terminal behind a descriptor, or null where there is none. */
export function terminalWidth({ tty, cols }: ClientRequest, descriptor: 0 | 1 | 2): number | null {
  return tty[descriptor] ? cols : null;
}

export interface AttachWish {
  readonly socket: string;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly detachKeys?: string;
  readonly sigProxy: boolean;
}

/** How an attach ended; `gone` when the client itself went away. */
export type AttachEnd =
  | { readonly reason: 'exited'; readonly exit: number }
  | { readonly reason: 'failed'; readonly message: string }
  | { readonly reason: 'detached' }
  | { readonly reason: 'lost'; readonly message: string }
  | { readonly reason: 'gone' };

export interface Client {
  readonly request: ClientRequest;
  /** Resolves when the client has gone away or was told to interrupt. */
  readonly interrupted: Promise<void>;
  out(text: string | Uint8Array): Promise<void>;
  err(text: string | Uint8Array): Promise<void>;
  /** One line that the person types in answer to a question; '' where there is no more input. */
  line(): Promise<string>;
  /** All that comes on stdin until its end. */
  input(): Promise<string>;
  /** Whether the person's terminal shows what is typed; it does so again once the client has ended. */
  echo(shown: boolean): Promise<void>;
  /** Has the client lend its stdin and stdout to programs in the guest; answers the number to name it by. */
  lend(): Promise<number>;
  /** Lends the client's terminal to a container; `started` hears the host pid once it runs. */
  attach(wish: AttachWish, started: (pid: number) => void): Promise<AttachEnd>;
}

const code = (letter: string): number => letter.charCodeAt(0);
const largestPayload = 200 * 1024;

export interface Answering {
  readonly exit: Promise<number>;
  /** Hears the exit code that the client is sent: its own where it was interrupted. */
  ended(exit: number): void;
}

/** Answers one session: waits for its request, and sends the exit code that `answer` comes to. */
export function serveSession(session: ClientSession, answer: (client: Client) => Answering): void {
  const stop: Stop = session.onMessage((message) => {
    if (message.type !== code('r')) return;
    stop();
    const interruption = interrupted(session);
    const client = sessionClient(session, parseJson(message) as ClientRequest, interruption);
    // As docker's client, ours ends at a signal; what the engine has begun it brings to its end.
    const { exit: answered, ended } = answer(client);
    void Promise.race([answered, interruption])
      .then((exit) => {
        ended(exit);
        return session.send({ type: code('q'), payload: Uint8Array.of(exit & 0xff) });
      })
      .catch(() => undefined)
      .finally(() => session.close());
  });
}

const signals: Readonly<Record<string, number>> = { HUP: 1, INT: 2, TERM: 15 };
const killed = 128;

/** Resolves with the exit code to end with, when the client has gone away or a signal came to it. */
function interrupted(session: ClientSession): Promise<number> {
  return new Promise((resolve) => {
    session.onClosed(() => resolve(killed + 1));
    session.onMessage((message) => {
      if (message.type !== code('s')) return;
      const { signal } = parseJson(message) as { signal: string };
      resolve(killed + (signals[signal] ?? 0));
    });
  });
}

function sessionClient(
  session: ClientSession,
  request: ClientRequest,
  interruption: Promise<number>,
): Client {
  let gone = false;
  const ended = interruption.then((): void => {
    gone = true;
  });
  const send = async (letter: string, content: string | Uint8Array): Promise<void> => {
    const bytes = typeof content === 'string' ? encodeText(content) : content;
    for (let at = 0; at < bytes.length && !gone; at += largestPayload) {
      const payload = bytes.subarray(at, at + largestPayload);
      await Promise.race([session.send({ type: code(letter), payload }), ended]);
    }
  };
  return {
    request,
    interrupted: ended,
    out: (content) => send('o', content),
    err: (content) => send('x', content),
    line: async () => {
      const line = typedLine(session);
      await send('I', grant(lineSize));
      return Promise.race([line, ended.then(() => '')]);
    },
    input: async () => {
      const text = allInput(session, () => send('I', grant(inputSize)));
      await send('I', grant(inputSize));
      return Promise.race([text, ended.then(() => '')]);
    },
    echo: (shown) => send('E', Uint8Array.of(Number(shown))),
    lend: async () => {
      const lent = once(session.onMessage, ({ type }) => type === code('l'));
      await session.send({ type: code('L'), payload: new Uint8Array() });
      await Promise.race([lent, ended]);
      return session.id;
    },
    attach: async (wish, started) => {
      const end = attachEnd(session, started);
      await send('A', JSON.stringify(wish));
      return Promise.race([end, ended.then((): AttachEnd => ({ reason: 'gone' }))]);
    },
  };
}

const lineSize = 4096;
const inputSize = 64 * 1024;

/** So many bytes of stdin may be sent. */
function grant(bytes: number): Uint8Array {
  const payload = new Uint8Array(4);
  new DataView(payload.buffer).setUint32(0, bytes, true);
  return payload;
}

function typedLine(session: ClientSession): Promise<string> {
  return new Promise((resolve) => {
    let typed = '';
    const stop = session.onMessage(({ type, payload }) => {
      if (type === code('i')) typed += decodeText(payload);
      if (type !== code('e') && !typed.includes('\n')) return;
      stop();
      resolve(typed.split('\n', 1)[0] ?? '');
    });
  });
}

/** `more` lets the client send on, after each part that came. */
function allInput(session: ClientSession, more: () => Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    const stop = session.onMessage(({ type, payload }) => {
      if (type === code('i')) {
        parts.push(payload);
        more().catch(reject);
      }
      if (type !== code('e')) return;
      stop();
      resolve(decodeText(concatBytes(parts)));
    });
  });
}

function attachEnd(session: ClientSession, started: (pid: number) => void): Promise<AttachEnd> {
  return new Promise((resolve) => {
    const stop = session.onMessage((message) => {
      if (message.type === code('S')) started((parseJson(message) as { pid: number }).pid);
      if (message.type !== code('a')) return;
      stop();
      resolve(parseJson(message) as AttachEnd);
    });
  });
}

function parseJson({ payload }: ClientMessage): unknown {
  return JSON.parse(decodeText(payload));
}
