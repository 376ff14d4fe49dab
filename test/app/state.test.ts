import { describe, expect, test } from 'vitest';
import { actionOf, bindings, keysOf } from '../../src/app/keys.ts';
import { headerPolicy, metaPolicy } from '../../src/app/policy.ts';
import { ConsoleReader } from '../../src/app/state/console-news.ts';
import { folded } from '../../src/app/state/folds.ts';
import { Frames } from '../../src/app/state/frames.ts';
import { GuestClock } from '../../src/app/state/guest-clock.ts';
import { stagesOf } from '../../src/app/state/stages.ts';

describe('GuestClock', () => {
  test('follows the event with the least delay', () => {
    const clock = new GuestClock();
    clock.heard(1000, 530);
    clock.heard(1100, 610);
    expect(clock.now(650)).toBe(1140);
  });

  test('stands still while stopped and goes on from there', () => {
    const clock = new GuestClock();
    clock.heard(100, 0);
    clock.stop(50);
    expect(clock.now(500)).toBe(150);
    clock.go(1000);
    expect(clock.now(1010)).toBe(160);
  });

  test('never runs backwards', () => {
    const clock = new GuestClock();
    clock.heard(100, 0);
    expect(clock.now(50)).toBe(150);
    expect(clock.now(40)).toBe(150);
  });

  test('starts anew after a restart', () => {
    const clock = new GuestClock();
    clock.heard(9000, 0);
    clock.now(10);
    clock.restart();
    clock.heard(5, 20);
    expect(clock.now(20)).toBe(5);
  });
});

describe('ConsoleReader', () => {
  const oom =
    '[   12.345678] Out of memory: Killed process 214 (sh) total-vm:1200kB, anon-rss:100kB\n';

  test('tells which process the kernel killed for memory', () =>
    expect(new ConsoleReader().read(`noise\n${oom}`)).toEqual([
      { scope: 'machine', pid: 214, name: 'sh' },
    ]));

  test('tells a cgroup that reached its limit apart', () =>
    expect(
      new ConsoleReader().read('Memory cgroup out of memory: Killed process 9 (tail) x\n'),
    ).toEqual([{ scope: 'cgroup', pid: 9, name: 'tail' }]));

  test('joins lines that arrive in pieces', () => {
    const reader = new ConsoleReader();
    expect([...oom].flatMap((char) => reader.read(char))).toHaveLength(1);
  });
});

describe('Frames', () => {
  test('runs while a draw wants more, then rests', () => {
    const scheduled: ((wall: number) => void)[] = [];
    const frames = new Frames((draw) => scheduled.push(draw));
    const drawn: number[] = [];
    frames.add((wall) => drawn.push(wall) < 2);
    for (let wall = 1; scheduled.length > 0; wall++) scheduled.shift()?.(wall);
    expect(drawn).toEqual([1, 2]);
    frames.request();
    frames.request();
    expect(scheduled).toHaveLength(1);
  });

  test('leaves to the next frame what one has no time for', () => {
    const scheduled: ((wall: number) => void)[] = [];
    let now = 0;
    const frames = new Frames(
      (draw) => scheduled.push(draw),
      () => now,
    );
    const drawn: string[] = [];
    const draws = { quick: 1, slow: 9, last: 1 };
    for (const [name, takes] of Object.entries(draws))
      frames.add((wall) => {
        drawn.push(`${name} ${String(wall)}`);
        now += takes;
        return false;
      });
    for (let wall = 1; scheduled.length > 0; wall++) scheduled.shift()?.(wall);
    expect(drawn).toEqual(['quick 1', 'slow 1', 'last 2']);
  });

  test('lends one frame, and never two in a row', () => {
    const scheduled: ((wall: number) => void)[] = [];
    const frames = new Frames((draw) => scheduled.push(draw));
    const lent: boolean[] = [];
    frames.add(() => {
      lent.push(frames.lent);
      if (lent.length < 4) frames.lend();
      return lent.length < 6;
    });
    while (scheduled.length > 0) scheduled.shift()?.(lent.length);
    expect(lent).toEqual([false, true, false, true, false, false]);
  });
});

describe('Frames that come late', () => {
  /** Runs frames at these times, as long as `draw` asks for them or `each` does; answers how often they were told to be late. */
  function latenesses(
    walls: readonly number[],
    draw = (wall: number): boolean => wall !== walls.at(-1),
    each: (frames: Frames) => void = () => undefined,
  ): number {
    let late = 0;
    const scheduled: ((wall: number) => void)[] = [];
    const frames = new Frames(
      (run) => scheduled.push(run),
      () => 0,
      () => late++,
    );
    frames.add(draw);
    for (const wall of walls) {
      each(frames);
      scheduled.shift()?.(wall);
    }
    return late;
  }

  test('are told, each', () => expect(latenesses([0, 17, 50, 67, 117])).toBe(2));
  test('are not those in time', () => expect(latenesses([0, 17, 33, 50])).toBe(0));

  test('are not those that nobody asked for', () =>
    expect(
      latenesses(
        [0, 5000],
        () => false,
        (frames) => frames.request(),
      ),
    ).toBe(0));
});

describe('actionOf()', () => {
  const press = (key: string, mods: Partial<Record<string, boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...mods,
  });

  test('leaves to the shell what the shell uses', () => {
    for (const key of ['c', 'l', 'x', 'f', 'r', 'a'])
      expect(actionOf(press(key, { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(press('?', { shiftKey: true }), true)).toBeNull();
  });

  test('knows its own keys in the terminal as well', () => {
    expect(actionOf(press('C', { ctrlKey: true, shiftKey: true }), true)).toBe('copy');
    expect(actionOf(press('F6', { shiftKey: true }), true)).toBe('previousRegion');
    expect(actionOf(press('?', { shiftKey: true }), false)).toBe('help');
  });

  test('has one action for each key', () => {
    const keys = bindings.map((b) => `${String(b.ctrl)} ${String(b.shift)} ${b.key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('prints its keys', () => expect(keysOf('copy')).toEqual(['Ctrl', 'Shift', 'C']));
});

describe('folded()', () => {
  test('moves a key between opened and closed', () => {
    const opened = folded({ opened: new Set(), closed: new Set(['a', 'b']) }, 'a', true);
    expect(opened).toEqual({ opened: new Set(['a']), closed: new Set(['b']) });
    expect(folded(opened, 'a', false)).toEqual({ opened: new Set(), closed: new Set(['a', 'b']) });
  });
});

describe('stagesOf()', () => {
  test('measures each stage up to the next', () =>
    expect(
      stagesOf([
        { stage: 'fetch', at: 10 },
        { stage: 'check', at: 35 },
      ]),
    ).toEqual([
      { stage: 'fetch', ms: 25 },
      { stage: 'check', ms: null },
    ]));
});

describe('the policy', () => {
  test('allows no inline script, no eval and no foreign origin', () => {
    for (const policy of [metaPolicy, headerPolicy]) {
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
      expect(scripts).toBe("'self' 'wasm-unsafe-eval'");
      expect(policy).not.toMatch(/https?:|\*|blob:/);
      expect(policy.match(/'unsafe-inline'/g)).toHaveLength(1);
      expect(policy).toContain("style-src-attr 'unsafe-inline'");
    }
  });
});
