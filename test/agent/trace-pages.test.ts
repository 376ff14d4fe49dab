import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTraceFormats } from '../../src/agent/trace-format.ts';
import { decodePages } from '../../src/agent/trace-pages.ts';
import { concatBytes, encodeText } from '../../src/base/bytes.ts';

const formats = parseTraceFormats(`\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
\tfield: local_t commit;\toffset:8;\tsize:4;\tsigned:1;
\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
\tfield: char data;\toffset:12;\tsize:4084;\tsigned:1;
name: sched_process_exit
ID: 286
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:char comm[16];\toffset:8;\tsize:16;\tsigned:1;
\tfield:pid_t pid;\toffset:24;\tsize:4;\tsigned:1;
\tfield:int prio;\toffset:28;\tsize:4;\tsigned:1;
name: cgroup_mkdir
ID: 446
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:unsigned long mask[2];\toffset:8;\tsize:8;\tsigned:0;
\tfield:u64 id;\toffset:16;\tsize:8;\tsigned:0;
\tfield:__data_loc char[] path;\toffset:24;\tsize:4;\tsigned:1;
`);

function words(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}

/** A text in so many bytes. */
function sized(text: string, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(encodeText(text).subarray(0, size));
  return bytes;
}

function exit(pid: number, comm = 'sh'): Uint8Array {
  return concatBytes([words(286, 7), sized(comm, 16), words(pid, 120)]);
}

function mkdir(path: string): Uint8Array {
  const text = encodeText(`${path}\0`);
  const place = words(446, 7, 0, 0, 5, 1, 28 + text.length * 2 ** 16);
  return concatBytes([place, sized(`${path}\0`, Math.ceil(text.length / 4) * 4)]);
}

/** An event of the ring, so many nanoseconds after the one before. */
function event(delta: number, entry: Uint8Array): Uint8Array {
  return concatBytes([words(entry.length / 4 + delta * 32), entry]);
}

/** The same in the form that longer entries have. */
function longEvent(delta: number, entry: Uint8Array): Uint8Array {
  return concatBytes([words(delta * 32, entry.length + 4), entry]);
}

function page(at: number, events: readonly Uint8Array[], flags = 0, ...behind: number[]) {
  const data = concatBytes(events);
  return concatBytes([words(at, 0, data.length + flags), data, words(...behind)]);
}

/** What the pages told: times of entries by the microsecond. */
function told(...pages: Uint8Array[]): unknown[] {
  return decodePages(formats, concatBytes(pages)).map((record) =>
    record.type === 'trace'
      ? record.entries.map(({ at, values }) => [at * 1000, values['pid'] ?? values['path']])
      : record,
  );
}

test('entries have their names, threads, times and values', () => {
  const bytes = page(2_000_000, [event(3000, exit(9, 'a b')), event(500, mkdir('/docker/ä'))]);
  expect(decodePages(formats, bytes)).toEqual([
    {
      type: 'trace',
      entries: [
        {
          name: 'sched_process_exit',
          tid: 7,
          at: 2.003,
          values: { comm: 'a b', pid: 9, prio: 120 },
        },
        {
          name: 'cgroup_mkdir',
          tid: 7,
          at: 2.0035,
          values: { id: 2 ** 32 + 5, path: '/docker/ä' },
        },
      ],
    },
  ]);
});

test('a text that fills its field has no end of its own', () => {
  const [record] = decodePages(formats, page(0, [event(1, exit(9, 'abcdefghijklmnopq'))]));
  expect(record).toMatchObject({ entries: [{ values: { comm: 'abcdefghijklmnop' } }] });
});

test('times go on from page to page, are extended, and are set anew', () => {
  const extend = words(30 + 5 * 32, 2); // 2 * 2^27 + 5
  const stamp = words(31 + 9 * 32, 1); // 2^27 + 9
  expect(
    told(
      page(1000, [event(1000, exit(1)), extend, event(2 ** 20, exit(2))]),
      page(5000, [stamp, longEvent(0, exit(3)), event(1000, exit(4))]),
    ),
  ).toEqual([
    [
      [2, 1],
      [(2000 + 2 ** 28 + 5 + 2 ** 20) / 1000, 2],
      [(2 ** 27 + 9) / 1000, 3],
      [(2 ** 27 + 1009) / 1000, 4],
    ],
  ]);
});

test('what was discarded, what is unused and what was not asked for are passed over', () => {
  const discarded = words(29 + 100 * 32, 12, 1, 2);
  const unused = words(29, 0xffffffff);
  const unknown = words(2, 5 + 7 * 2 ** 16, 1);
  expect(
    told(
      page(1000, [discarded, event(1000, exit(1)), unknown, event(0, exit(2)), unused]),
      page(3000, [event(0, exit(3))]),
    ),
  ).toEqual([
    [
      [2, 1],
      [2, 2],
      [3, 3],
    ],
  ]);
});

test('losses are told where they happened', () => {
  const first = page(1_000_000, [event(0, exit(1))]);
  const counted = page(2_000_000, [event(0, exit(2))], 0xc000_0000, 42);
  const uncounted = page(3_000_000, [event(0, exit(3))], 0x8000_0000);
  expect(told(first, counted, uncounted, first)).toEqual([
    [[1000, 1]],
    { type: 'lost', at: 2, count: 42 },
    [[2000, 2]],
    { type: 'lost', at: 3, count: 1 },
    [
      [3000, 3],
      [1000, 1],
    ],
  ]);
});

test('what a damaged page does not say is lost, and the next page is read', () => {
  const cut = event(0, exit(2)).subarray(0, 20);
  expect(
    told(page(1_000_000, [event(0, exit(1)), cut]), page(2_000_000, [event(0, exit(3))])),
  ).toEqual([[[1000, 1]], { type: 'lost', at: 1, count: 1 }, [[2000, 3]]]);
});

test('damaged pages are never read for ever, nor with a throw', () => {
  const whole = concatBytes([
    page(1000, [event(5, exit(1)), words(30, 1), longEvent(7, mkdir('/a/b'))], 0xc000_0000, 3),
    page(9000, [event(5, mkdir('/c')), event(5, exit(2)), words(29 + 32, 8, 0)]),
  ]);
  const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(damage), fc.nat(whole.length), (damages, length) => {
      const bytes = whole.slice(0, length);
      for (const [at, byte] of damages) if (at < length) bytes[at] = byte;
      const records = decodePages(formats, bytes);
      expect(records.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 3000 },
  );
});

test('formats that do not tell how a page is laid out are refused', () => {
  expect(() => parseTraceFormats('name: sched_process_exit\nID: 286\n')).toThrow('layout');
});
