import { describe, expect, test } from 'vitest';
import { layout } from '../../src/views/kernel-log/layout.ts';
import { requestSentences } from '../../src/views/kernel-log/changes.ts';
import { logOf } from '../../src/views/kernel-log/entries.ts';
import { defaultOptions, type Size } from '../../src/views/options.ts';
import { textWidth } from '../../src/views/text.ts';
import { apply } from '../../src/world/apply.ts';
import type { Request, World } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';
import overlayText from '../recordings/overlay.jsonl?raw';

const { world: first, entries } = parseRecording(overlayText);
const world = entries.reduce<World>(
  (now, entry) => (isTerminalEntry(entry) ? now : apply(now, entry)),
  first,
);
const options = { ...defaultOptions, log: { command: 'all', hidden: [] } };
const rowsIn = (size: Size) => layout(world, size, options).rows;
const all = (width: number) => rowsIn({ width, height: 1e5 });
const count = logOf(world, options).entries.length;

describe('layout() of the kernel log', () => {
  test('makes a row as high as what it says, in the columns of a wide pane', () => {
    const rows = all(1000);
    const [short] = rows;
    const long = rows.find(({ calls }) => calls[0]?.includes('mkdir'));
    expect(short).toMatchObject({ y: 65, height: 22, calls: ['fork(72)'], sentenceY: 0 });
    expect(long).toMatchObject({
      ...{ height: 38, calls: ['execve(/usr/bin/mkdir)'], sentenceY: 0 },
      sentences: ['Becomes another program, /usr/bin/mkdir; it stays the', 'same process.'],
    });
  });

  test('puts the sentence below the call in a narrow pane', () => {
    const row = all(306).find(({ calls }) => calls[0]?.includes('mkdir'));
    expect(row).toMatchObject({ height: 88, sentenceY: 32 });
    expect(row?.sentences).toEqual([
      'Becomes another program,',
      '/usr/bin/mkdir; it stays the',
      'same process.',
    ]);
  });

  test.each([1440, 980, 614, 390, 306])('rows stand below one another, %i px wide', (width) => {
    const rows = all(width);
    expect(rows).toHaveLength(count);
    for (const [i, row] of rows.entries()) {
      const next = rows[i + 1];
      if (next) expect(next.y).toBe(row.y + row.height);
    }
  });

  test.each([614, 306])(
    'a scrolled pane of %i px has the rows that it shows, where they always stand',
    (width) => {
      const whole = new Map(all(width).map(({ id, y }) => [id, y]));
      const end = Math.max(...whole.values());
      for (let top = 0; top < end; top += 333) {
        const rows = rowsIn({ width, height: 300, top });
        for (const { id, y } of rows) expect(whole.get(id)).toBe(y);
        const ids = new Set(rows.map(({ id }) => id));
        const missing = [...whole].filter(([id, y]) => y > top && y < top + 300 && !ids.has(id));
        expect(missing).toEqual([]);
        expect(rows.length).toBeLessThan(40);
      }
    },
  );

  test('wraps what it says of a command, and tells long times in seconds', () => {
    const command = { id: 'c', text: 'docker run -d --name web --network none busybox sleep 1000' };
    const times = { startedAt: 0, finishedAt: 27_783, exit: 0 };
    const commands = new Map([['c', { ...command, ...times }]]) as unknown as World['commands'];
    const narrow = { width: 306, height: 300 };
    const scene = layout({ ...world, commands }, narrow, defaultOptions);
    expect(scene.titles).toEqual(['docker run -d --name web --network', 'none busybox sleep 1000']);
    expect(scene.notes.join(' ')).toMatch(/to the kernel; exit 0 after 27.8 s$/);
    for (const line of scene.notes) expect(textWidth(line, 'sans', 12)).toBeLessThanOrEqual(278);
    expect(scene.headHeight).toBe(
      layout(world, narrow, options).headHeight + 16 * scene.notes.length,
    );
  });
});

test('who asked is named in log and account though the trace tells no names', () => {
  const asker = [...world.processes.values()].at(-1);
  if (!asker) throw new Error('The recording has no process');
  const request: Request = {
    ...{ pid: asker.pid, process: asker.id, call: 'unshare', arguments: [], at: world.at },
    evidence: {
      path: 'trace',
      text: `thread ${String(asker.pid)}, 1.5: sys_enter_unshare:`,
      at: 1,
    },
  };
  const after = { ...world, requests: [...world.requests, request] };
  const who = `${asker.comm} (${String(asker.pid)})`;
  expect(logOf(after, options).entries.at(-1)?.who).toBe(who);
  expect(requestSentences(world, after)).toEqual([`${who} asked the kernel: unshare.`]);
});
