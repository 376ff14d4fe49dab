// Tab after docker's words, in the shell of the real guest.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Terminal } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';

let guest: Guest;
let terminal: Terminal;
let shown = '';

beforeAll(async () => {
  guest = await openNodeGuest();
  const prepared = await guest.run(
    'docker run -d --name web busybox sleep 1000; docker create --name weak busybox true; docker network create fishes; docker volume create data; docker tag busybox localhost:5000/mine:one',
  );
  expect(prepared.exit).toBe(0);
  terminal = await guest.openTerminal({ rows: 24, cols: 200 });
  const prompt = new Promise<void>((resolve) => {
    terminal.onOutput((bytes) => {
      shown += decodeText(bytes);
      terminal.acknowledge(bytes.length);
      if (shown.includes('# ')) resolve();
    });
  });
  await prompt;
});
afterAll(() => guest.shutdown());

const limit = { timeout: 30_000 };

test.each([
  ['docker volu', 'docker volume '],
  ['docker container rena', 'docker container rename '],
  ['docker stop we', 'docker stop web '],
  ['docker start we', 'docker start weak '],
  ['docker run --na', 'docker run --name '],
  ['docker run --network fi', 'docker run --network fishes '],
  ['docker run --network=fi', 'docker run --network=fishes '],
  ['docker run -v da', 'docker run -v data '],
  ['docker run -it busybox:l', 'docker run -it busybox:latest '],
  ['docker rmi localhost:5000/m', 'docker rmi localhost:5000/mine:one '],
  ['docker pull redi', 'docker pull redis '],
  ['docker cp weak', 'docker cp weak:'],
  ['docker ps -a --filter x --no', 'docker ps -a --filter x --no-trunc '],
  ['docker run busybox /etc/hostn', 'docker run busybox /etc/hostname '],
])('%s, Tab', async (typed, completed) => {
  shown = '';
  terminal.write(`${typed}\t`);
  await expect.poll(() => shown, limit).toContain(completed);
  terminal.write('\x15');
});

test('words that several could be are listed', async () => {
  shown = '';
  terminal.write('docker rm\t');
  await expect.poll(() => shown, limit).toMatch(/rm +rmi +\r\n/);
});

test('no file stands for what docker would have a name for', async () => {
  terminal.write('\x15');
  shown = '';
  terminal.write('docker stop nop\t/etc/hostn\tEND');
  await expect.poll(() => shown, limit).toContain('docker stop nop/etc/hostnEND');
});
