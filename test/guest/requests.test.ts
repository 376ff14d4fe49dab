// What the kernel is asked for by programs that the guest does not have, and who sent what signal, as the kernel itself says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { compileProgram } from '../../src/guest/compile.ts';
import { openToolchain } from '../../src/guest/toolchain.ts';
import { logOf } from '../../src/views/kernel-log/entries.ts';
import { defaultOptions } from '../../src/views/options.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import type { Signal } from '../../src/world/model.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;
const events: WorldEvent[] = [];

beforeAll(async () => {
  const toolchain = await openToolchain(() => undefined);
  const sources = new URL('../../src/guest', import.meta.url).pathname;
  const data = await compileProgram(toolchain, sources, ['../../test/guest/native']);
  guest = await openNodeGuest();
  guest.onEvents((told) => events.push(...told));
  await guest.agent.call({ op: 'write', path: '/tmp/asks', mode: 0o755, data });
}, 240_000);
afterAll(() => guest.shutdown());

/** What the log has of a line: its calls, and the sentences of those. */
async function logged(line: string) {
  const from = guest.world.requests.at(-1)?.at ?? 0;
  await outputOf(guest, line);
  await guest.settle();
  const options = { ...defaultOptions, log: { command: 'all', hidden: [] } };
  const { entries } = logOf(guest.world, options);
  return entries.filter(({ request, who }) => request.at > from && who.startsWith('asks '));
}

const quiet = /^(fork|execve|exit|kill)\(/;
const callsOf = (entries: readonly { readonly call: string }[]): string[] =>
  entries.map(({ call }) => call).filter((call) => !quiet.test(call));

test('whatever mounts and unmounts is in the log, granted or refused', async () => {
  const entries = await logged('/tmp/asks mounts');
  expect(callsOf(entries)).toEqual([
    'mount()',
    'mount_setattr(AT_RECURSIVE)',
    'mount_setattr() = ENOENT',
    'open_tree(OPEN_TREE_CLONE)',
    'open_tree(OPEN_TREE_CLONE) = ENOENT',
    'fsmount() = EBADF',
    'oldumount()',
    'oldumount() = ENOENT',
  ]);
  const mounts = [...guest.world.mounts.values()].map(({ point }) => point);
  expect(mounts).not.toContain('/mnt');
});

test('an address that is taken is refused, by both ways to ask for it; what other calls are refused is not taken for that', async () => {
  expect(callsOf(await logged('/tmp/asks sockets'))).toEqual([
    'bind()',
    'listen()',
    'bind() = EADDRINUSE',
    'bind() = EADDRINUSE',
  ]);
});

test('a signal is from whom siginfo says, or from the kernel: timers and files send by whoever happens to run', async () => {
  const from = events.length;
  // Somebody runs when the timer fires.
  const told = await outputOf(
    guest,
    'while :; do :; done & busy=$!; /tmp/asks signals; kill $busy',
  );
  await guest.settle();
  const asked = told
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  expect(asked.map(([, code]) => code)).toEqual([-2, 0, -6, -1, 0, -3, -5]);
  const asks = events
    .slice(from)
    .find((each) => each.type === 'process/execed' && each.executable === '/tmp/asks');
  const id = asks?.type === 'process/execed' ? asks.id : '';
  const sent = events
    .slice(from)
    .flatMap((event): Signal[] =>
      event.type === 'signal/sent' && event.signal.to === id ? [event.signal] : [],
    );
  expect(sent.map((each) => [each.signal, each.from ?? 0])).toEqual(
    asked.map(([signal, , pid]) => [signal, pid]),
  );
});
