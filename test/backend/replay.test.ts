import { describe, expect, test } from 'vitest';
import { Recorder } from '../../src/backend/record.ts';
import type { Clock } from '../../src/backend/clock.ts';
import { refusal, ReplayBackend } from '../../src/backend/replay.ts';
import type { Terminal } from '../../src/backend/backend.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { Emitter } from '../../src/base/events.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import { commandId } from '../../src/world/id.ts';
import { parseRecording, type Recording } from '../../src/world/recording.ts';

class FakeClock implements Clock {
  #now = 0;
  #tasks: { at: number; task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void) {
    const entry = { at: this.#now + ms, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((each) => each !== entry);
    };
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#tasks.sort((a, b) => a.at - b.at)[0];
      if (!due || due.at > end) break;
      this.#tasks.shift();
      this.#now = due.at;
      due.task();
    }
    this.#now = end;
  }
}

const started = (seq: number, at: number): WorldEvent => ({
  seq,
  at,
  type: 'command/started',
  id: commandId(1, seq),
  terminal: 1,
  text: 'ls',
});
const recording: Recording = {
  imageId: 'sha256:1',
  world: { ...emptyWorld, seq: 4, at: 1000 },
  entries: [
    { at: 1010, type: 'terminal/output', terminal: 1, text: '$ ' },
    started(5, 1200),
    { at: 1200, type: 'terminal/output', terminal: 1, text: 'file' },
    started(6, 1500),
  ],
};

async function play() {
  const clock = new FakeClock();
  const backend = new ReplayBackend(recording, clock);
  const seqs: number[] = [];
  backend.onEvents((events) => seqs.push(...events.map(({ seq }) => seq)));
  await backend.boot(() => undefined);
  const terminal = await backend.openTerminal({ rows: 24, cols: 80 });
  let shown = '';
  terminal.onOutput((bytes) => (shown += decodeText(bytes)));
  await Promise.resolve();
  return { clock, backend, seqs, terminal, shown: () => shown };
}

describe('ReplayBackend', () => {
  test('plays events and output on one clock', async () => {
    const { clock, seqs, shown } = await play();
    expect(seqs).toEqual([4]);
    clock.pass(199);
    expect([seqs, shown()]).toEqual([[4], '$ ']);
    clock.pass(1);
    expect([seqs, shown()]).toEqual([[4, 5], '$ file']);
    clock.pass(10_000);
    expect(seqs).toEqual([4, 5, 6]);
  });

  test('stands still while paused', async () => {
    const { clock, backend, seqs } = await play();
    clock.pass(100);
    await backend.pause();
    clock.pass(10_000);
    expect(seqs).toEqual([4]);
    await backend.resume();
    clock.pass(100);
    expect(seqs).toEqual([4, 5]);
  });

  test('starts again after a reset', async () => {
    const { clock, backend, seqs } = await play();
    clock.pass(10_000);
    await backend.reset();
    expect(seqs).toEqual([4, 5, 6, 4]);
    clock.pass(10_000);
    expect(seqs).toEqual([4, 5, 6, 4, 5, 6]);
  });

  test('refuses input with a sentence, once', async () => {
    const { terminal, shown } = await play();
    terminal.write('ls');
    terminal.write('\r');
    expect(shown().split(refusal)).toHaveLength(2);
  });

  test('refuses what only a machine can do', async () => {
    const { backend } = await play();
    await expect(backend.run('ls')).rejects.toThrow(refusal);
    await expect(backend.readEvidence('/proc/1/stat')).rejects.toThrow(refusal);
  });
});

describe('Recorder', () => {
  const terminal = (output: Emitter<Uint8Array>, exit: Emitter<number>): Terminal => ({
    id: 3,
    onOutput: output.event,
    onExit: exit.event,
    write: () => undefined,
    acknowledge: () => undefined,
    resize: () => undefined,
    close: () => undefined,
  });

  test('writes what the codec reads, in one order', () => {
    let now = 1010;
    const recorder = new Recorder(() => now);
    recorder.takeEvents([
      { seq: 4, at: 1000, type: 'world/replaced', world: { ...emptyWorld, seq: 4, at: 1000 } },
    ]);
    const [output, exit] = [new Emitter<Uint8Array>(), new Emitter<number>()];
    recorder.takeTerminal(terminal(output, exit), { rows: 24, cols: 80 });
    now = 1250;
    const bytes = encodeText('é');
    output.fire(bytes.subarray(0, 1));
    output.fire(bytes.subarray(1));
    recorder.takeEvents([started(5, 1200)]);
    exit.fire(0);
    const { world, entries } = parseRecording(recorder.format('sha256:1'));
    expect(world.seq).toBe(4);
    expect(entries).toEqual([
      { at: 1010, type: 'terminal/opened', terminal: 3, rows: 24, cols: 80 },
      started(5, 1200),
      { at: 1250, type: 'terminal/output', terminal: 3, text: 'é' },
      { at: 1250, type: 'terminal/closed', terminal: 3 },
    ]);
  });

  test('folds what is oldest into the starting world', () => {
    const recorder = new Recorder(() => 0, { entries: 4, characters: 100 });
    recorder.takeEvents([
      { seq: 1, at: 0, type: 'world/replaced', world: emptyWorld },
      ...Array.from({ length: 10 }, (_, index) => started(index + 2, index)),
    ]);
    const { world, entries } = parseRecording(recorder.format('sha256:1'));
    expect(entries.length).toBeLessThanOrEqual(4);
    expect(world.commands.size + entries.length).toBe(10);
  });

  test('goes on from where it was when the machine goes back, and keeps both ways', () => {
    const output = new Emitter<Uint8Array>();
    const recorder = new Recorder(() => 1000);
    const replaced = (seq: number): WorldEvent => ({
      seq,
      at: 900,
      type: 'world/replaced',
      world: { ...emptyWorld, seq },
    });
    recorder.takeEvents([replaced(4)]);
    const stop = recorder.takeTerminal(terminal(output, new Emitter<number>()), {
      rows: 24,
      cols: 80,
    });
    output.fire(encodeText('shared '));
    recorder.takeEvents([started(5, 1000)]);
    const { length } = recorder;
    output.fire(encodeText('left'));
    expect(recorder.hasOutputSince(length)).toBe(true);
    stop();
    recorder.announceReturn(2, 1, length, emptyWorld);
    recorder.takeEvents([replaced(5), started(6, 1100)]);
    expect(recorder.hasOutputSince(length)).toBe(false);
    output.fire(encodeText('unheard'));
    recorder.takeTerminal(terminal(output, new Emitter<number>()), { rows: 24, cols: 80 }, true);
    output.fire(encodeText('new'));
    const texts = (branch: number): string[] =>
      recorder.entries(branch).map((entry) => ('text' in entry ? entry.text : entry.type));
    expect(texts(1)).toEqual(['terminal/opened', 'shared ', 'ls', 'left']);
    expect(texts(2)).toEqual(['terminal/opened', 'shared ', 'ls', 'ls', 'new']);
    for (const branch of [1, 2])
      expect(parseRecording(recorder.format('sha256:1', branch)).world.seq).toBe(4);
    recorder.takeEvents([replaced(1)]);
    expect([texts(1), texts(2)]).toEqual([[], []]);
  });
});
