import { describe, expect, test, vi } from 'vitest';
import { encodeText } from '../../../src/base/bytes.ts';
import type { TcpConnection } from '../../../src/machine/internals.ts';
import { patchConnect } from '../../../src/machine/patches/fin.ts';
import { unpatchedV86 } from '../bare.ts';

/** Connects to the guest and plays its part of the conversation: accept, then `last` in a segment with FIN. */
async function lastWords(patch: boolean): Promise<{ data: string; shutdowns: number }> {
  const { network_adapter: adapter } = await unpatchedV86();
  if (patch) patchConnect(adapter);
  const connection = adapter.connect(80);
  let data = '';
  let shutdowns = 0;
  connection.on('data', (bytes) => (data += new TextDecoder().decode(bytes)));
  connection.on('shutdown', () => shutdowns++);
  const seq = 1000;
  segment(connection, { syn: true, ack: true, seq }, '');
  segment(connection, { ack: true, seq: seq + 1 }, 'first,');
  segment(connection, { ack: true, fin: true, seq: seq + 7 }, 'last');
  return { data, shutdowns };
}

interface Flags {
  readonly syn?: boolean;
  readonly ack: boolean;
  readonly fin?: boolean;
  readonly seq: number;
}

function segment(connection: TcpConnection, flags: Flags, text: string): void {
  const { seq: ackn } = connection as unknown as { seq: number };
  const ports = { sport: 80, dport: 50000, winsize: 64240 };
  const tcp = { ...ports, ...flags, ackn };
  const packet = { eth: ends(6), ipv4: ends(4), tcp, tcp_data: encodeText(text) };
  connection.process(packet);
}

function ends(length: number): { src: Uint8Array; dest: Uint8Array } {
  return { src: new Uint8Array(length), dest: new Uint8Array(length) };
}

vi.spyOn(console, 'log').mockReturnValue(); // v86 says that no guest takes the answers

// The patch changes v86's class for good, so the unpatched case comes first.
describe('patchFin()', () => {
  test('is needed: v86 itself drops data that comes with a FIN', async () => {
    expect(await lastWords(false)).toEqual({ data: 'first,', shutdowns: 1 });
  });

  test('keeps data that comes with a FIN', async () => {
    expect(await lastWords(true)).toEqual({ data: 'first,last', shutdowns: 1 });
  });
});
