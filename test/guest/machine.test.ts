import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { once } from '../../src/base/events.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { channelNames } from '../../src/machine/machine.ts';
import type { Terminal } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
});
afterAll(() => guest.shutdown());

const sh = (line: string): Promise<string> => outputOf(guest, line);

/** Seconds of the guest's own clock. */
async function uptime(): Promise<number> {
  return parseFloat(await sh('cat /proc/uptime'));
}

describe('the clock', () => {
  // Without the patch of the time stamp counter it stands still after the second restore, for as long as the guest had run.
  test('runs on after several resets', async () => {
    for (let round = 0; round < 3; round++) {
      await guest.reset();
      const before = await uptime();
      await expect.poll(uptime, { timeout: 5000 }).toBeGreaterThan(before + 0.5);
    }
  });

  test('stands still while the machine is paused', async () => {
    const began = performance.now();
    const before = await uptime();
    await guest.pause();
    const paused = performance.now();
    await expect.poll(() => performance.now() - paused, { timeout: 10_000 }).toBeGreaterThan(2000);
    const pause = performance.now() - paused;
    await guest.resume();
    const ran = (await uptime()) - before;
    // However long this host took for the rest, the pause is no part of it.
    expect(ran).toBeLessThan((performance.now() - began - pause) / 1000 + 0.1);
  });
});

describe('the channels', () => {
  // Without the patch of the ports all four are consoles: they have no names of their own, and a terminal stands between.
  test('are ports with names, and no terminals', async () => {
    const names = await sh('cat /sys/class/virtio-ports/vport*p[123]/name');
    expect(names.trim().split('\n')).toEqual(channelNames);
    const consoles = await sh(
      'for n in 0 1 2 3; do stty -F /dev/hvc$n > /dev/null 2>&1 && echo $n; done; true',
    );
    expect(consoles).toBe('0\n');
  });
});

describe('reset()', () => {
  test('brings the fresh machine back', async () => {
    await guest.reset();
    const fresh = await sh('ls / /root /tmp');
    await sh('echo mine >/root/file; mkdir /new; (sleep 1000 >/dev/null 2>&1 &)');
    await guest.reset();
    expect(await sh('ls / /root /tmp')).toBe(fresh);
    expect(await sh('ps -e -o args')).not.toContain('sleep 1000');
  });

  test('gives other random numbers each time', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) {
      await guest.reset();
      seen.add(await sh('head -c 16 /dev/urandom | od -An -tx1'));
    }
    expect(seen.size).toBe(3);
  });

  test('sets the clock to the present', async () => {
    await guest.reset();
    const seconds = Number(await sh('date +%s'));
    expect(Math.abs(Date.now() / 1000 - seconds)).toBeLessThan(60);
  });
});

describe('checkpoint() and restore()', () => {
  const change = 'head -c 3000000 /dev/urandom >/tmp/big; md5sum /tmp/big >/tmp/sum';

  test('return to any moment, in any order', { timeout: 60_000 }, async () => {
    await guest.reset();
    const { checkpoint: none } = await guest.checkpoint();
    await sh(`echo one >/tmp/word; ${change}; (sleep 1234 >/dev/null 2>&1 &)`);
    const { checkpoint: one } = await guest.checkpoint();
    await sh(`echo two >/tmp/word; rm /tmp/big; pkill sleep; cd /tmp`);
    const { checkpoint: two } = await guest.checkpoint();
    for (const moment of [one, none, two, two, one, none]) {
      await guest.restore(moment);
      expect(
        await guest
          .run('cat /tmp/word; md5sum -c /tmp/sum; pgrep -f "^sleep 1234"; pwd')
          .then(words),
      ).toEqual(
        new Map([
          [none, ['/root']],
          [one, ['one', '/tmp/big: OK', expect.stringMatching(/^\d+$/), '/root']],
          [two, ['two', expect.stringMatching(/^\/tmp\/big: FAILED/), '/tmp']],
        ]).get(moment),
      );
    }
  });

  test('terminals follow, with the shell that runs in them', { timeout: 60_000 }, async () => {
    await guest.reset();
    const screen = new Screen(await guest.openTerminal({ rows: 24, cols: 80 }));
    screen.type('word=before; export word; sleep 4321\n');
    await expect.poll(() => sh('pgrep -x sleep || true')).toMatch(/\d/);
    await guest.settle();
    const running = commandsOf(guest);
    const { checkpoint: moment } = await guest.checkpoint();
    screen.type('\x03word=after; echo $word\n');
    await screen.until(/\x1b\\after\r\n/);
    const [kept, ...others] = await guest.restore(moment);
    expect(others).toEqual([]);
    expect(kept?.id).toBe(screen.terminal.id);
    expect(commandsOf(guest)).toEqual(running);
    const again = new Screen(kept as Terminal);
    expect(await sh('pgrep -x sleep')).toMatch(/\d/);
    again.type('\x03echo "it is $word"\n');
    await again.until(/\x1b\\it is before\r\n\x1b\]133;D;0;/);
    await guest.settle();
    expect(commandsOf(guest)).toEqual([
      'word=before; export word; sleep 4321 130',
      'echo "it is $word" 0',
    ]);
    await guest.reset();
  });

  test('a restored machine that is still paused equals its checkpoint', async () => {
    await guest.reset();
    const before = await guest.machine.checkpoint();
    await sh(change);
    await guest.machine.pause();
    await guest.machine.restore(before);
    const after = await guest.machine.checkpoint();
    expect(after.pages).toBe(0);
    await guest.machine.resume();
    await guest.reset();
  });

  test('refuses a checkpoint of another image', async () => {
    const { checkpoint } = await guest.checkpoint();
    const other = { ...checkpoint, image: 'f'.repeat(64) };
    await expect(guest.restore(other)).rejects.toThrow('another image');
    await guest.reset();
  });
});

describe('onFailed', () => {
  test.each([
    ['echo c >/proc/sysrq-trigger', 'panicked', /Kernel panic - not syncing: sysrq/],
    ['poweroff -f', 'halted', /reboot: /],
    ['reboot -f', 'halted', /reboot: Restarting system/],
  ])('tells what became of the guest after %s, and a reset leads out', async (line, kind, text) => {
    const failed = once(guest.onFailed);
    await expect(guest.run(line)).rejects.toThrow(`The machine ${kind}`);
    expect(await failed).toEqual({ kind, text: expect.stringMatching(text) as string });
    await guest.reset();
    expect(await sh('echo alive')).toBe('alive\n');
  });
});

function words({ stdout }: { stdout: Uint8Array }): string[] {
  return decodeText(stdout).trim().split('\n');
}

/** What a terminal has printed. */
class Screen {
  readonly terminal: Terminal;
  #text = '';

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    terminal.onOutput((bytes) => {
      this.#text += decodeText(bytes);
      terminal.acknowledge(bytes.length);
    });
  }

  type(text: string): void {
    this.terminal.write(text);
  }

  async until(wanted: RegExp): Promise<void> {
    await expect.poll(() => this.#text, { timeout: 20_000 }).toMatch(wanted);
  }
}

function commandsOf(from: Guest): string[] {
  return [...from.world.commands.values()].map(({ text, exit }) => `${text} ${String(exit)}`);
}
