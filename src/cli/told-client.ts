import { encodeText } from '../base/bytes.ts';
import type { Traffic } from '../engine/traffic/traffic.ts';
import type { Client } from './client.ts';

export interface ToldClient {
  readonly client: Client;
  /** The command came to this exit code. */
  ended(exit: number): void;
}

/** A client whose command is told, with how many bytes it was answered. */
export function toldClient(traffic: Traffic, client: Client): ToldClient {
  const { argv, pid, cwd, tty, rows, cols } = client.request;
  const message = JSON.stringify({ argv, cwd, tty, rows, cols, pid });
  const asked = traffic.command({ kind: 'command', pid, argv, message });
  let bytes = 0;
  const counted = (text: string | Uint8Array): typeof text => {
    bytes += typeof text === 'string' ? encodeText(text).length : text.length;
    return text;
  };
  const told: Client = {
    ...client,
    out: (text) => client.out(counted(text)),
    err: (text) => client.err(counted(text)),
    async attach(wish, started) {
      const { socket } = wish;
      const container = /\/([0-9a-f]{64})\//.exec(socket)?.[1] ?? '';
      const joined = traffic.attach(asked.id, { kind: 'attach', container, socket });
      const end = await client.attach(wish, started);
      const status = end.reason === 'exited' ? end.exit : 0;
      joined.answered({ status, bytes: 0, text: JSON.stringify(end) });
      return end;
    },
  };
  return {
    client: told,
    ended: (exit) => asked.answered({ status: exit, bytes, text: `exit ${String(exit)}` }),
  };
}
