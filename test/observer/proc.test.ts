import { readFileSync, readlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namespaceLinks, type ProcessRecord } from '../../src/agent/record.ts';
import { parseProcess } from '../../src/observer/proc.ts';

const record: ProcessRecord = {
  type: 'process',
  at: 12,
  pid: 214,
  stat: '214 (sh) S 1 214 214 34816 214 4194560 260 0 0 0 0 0 0 0 20 0 1 0 5312 2510848 96 4294967295 134512640 1 1 0 0 0 0 0 1 0 0 0 0 17 0 0 0 0 0 0 1 1 1 1 1 1 1 0\n',
  status:
    'Name:\tsh\nState:\tS (sleeping)\nTgid:\t214\nPid:\t214\nUid:\t1000\t0\t0\t0\nNSpid:\t214\t7\t1\nVmRSS:\t     384 kB\n',
  cmdline: 'sh\0-c\0\0x y\0',
  cgroup: '0::/docker/3f\n',
  namespaces: [
    'mnt:[11]',
    'uts:[12]',
    'ipc:[13]',
    'pid:[14]',
    'net:[15]',
    'user:[16]',
    'cgroup:[17]',
    'time:[18]',
    'pid:[14]',
    'time:[18]',
  ],
};

describe('parseProcess()', () => {
  test('reads the files of a process', () => {
    expect(parseProcess(record)).toEqual({
      pid: 214,
      comm: 'sh',
      status: 'sleeping',
      exiting: false,
      kernelThread: false,
      thread: false,
      parentPid: 1,
      start: 5312,
      pids: [214, 7, 1],
      uid: 0,
      memory: 384 * 1024,
      argv: ['sh', '-c', '', 'x y'],
      cgroup: '/docker/3f',
      namespaces: new Map([
        ...namespaceLinks.map((link, i): [string, string] => [link, record.namespaces[i] ?? '']),
      ]),
    });
  });

  test.each(['a b', ') S 1', 'x) R 7 (', '', '(('])('reads past the name %j', (comm) => {
    const stat = record.stat.replace('(sh)', `(${comm})`);
    expect(parseProcess({ ...record, stat })).toMatchObject({ comm, parentPid: 1, start: 5312 });
  });

  test.each([
    ['a zombie', 'Z', 4194564, { status: 'zombie', exiting: false }],
    ['one on its way out', 'R', 4194564, { status: 'running', exiting: true }],
    ['a stopped one', 'T', 4194560, { status: 'stopped', exiting: false }],
    ['a traced one', 't', 4194560, { status: 'stopped', exiting: false }],
    ['one in uninterruptible sleep', 'D', 4194560, { status: 'waiting', exiting: false }],
  ])('tells %s', (_, letter, flags, facts) => {
    const stat = record.stat.replace(') S', `) ${letter}`).replace('4194560', String(flags));
    expect(parseProcess({ ...record, stat })).toMatchObject(facts);
  });

  test('tells kernel threads and other threads from processes', () => {
    const kernel = record.stat.replace('4194560', String(4194560 | 0x200000));
    expect(parseProcess({ ...record, stat: kernel })?.kernelThread).toBe(true);
    const status = record.status.replace('Tgid:\t214', 'Tgid:\t200');
    expect(parseProcess({ ...record, status })?.thread).toBe(true);
  });

  test('leaves out what a zombie does not show', () => {
    const zombie = {
      ...record,
      cmdline: '',
      namespaces: ['', '', '', 'pid:[14]', '', 'user:[16]'],
    };
    expect(parseProcess(zombie)).toMatchObject({
      argv: [],
      namespaces: new Map([
        ['pid', 'pid:[14]'],
        ['user', 'user:[16]'],
      ]),
    });
  });

  test('cuts the note of a removed directory off the cgroup', () => {
    expect(parseProcess({ ...record, cgroup: '0::/x (deleted)\n' })?.cgroup).toBe('/x');
    expect(parseProcess({ ...record, cgroup: '4:cpu:/a\n0::/b\n' })?.cgroup).toBe('/b');
    expect(parseProcess({ ...record, cgroup: '' })?.cgroup).toBeNull();
  });

  test.each(['', '214', '214 (sh', '214 (sh) S', '214 (sh) ? 1', '9 (sh) S 1 1 1 1 1 1'])(
    'gives up on the stat %j',
    (stat) => {
      expect(parseProcess({ ...record, stat })).toBeNull();
    },
  );

  test('never throws, whatever the files hold', () => {
    const anyText = fc.string({ unit: 'binary' });
    const files = fc.record({ a: anyText, b: anyText, links: fc.array(anyText), cut: fc.nat(300) });
    fc.assert(
      fc.property(files, ({ a, b, links, cut }) => {
        parseProcess({ ...record, stat: record.stat.slice(0, cut) + a, status: b });
        parseProcess({ ...record, cgroup: a, cmdline: b, namespaces: links });
      }),
    );
  });

  test.skipIf(process.platform !== 'linux')('reads this very process as Linux shows it', () => {
    const read = (name: string) => readFileSync(`/proc/self/${name}`, 'latin1');
    const facts = parseProcess({
      ...record,
      pid: process.pid,
      stat: read('stat'),
      status: read('status'),
      cmdline: read('cmdline'),
      namespaces: namespaceLinks.map((link) => readlinkSync(`/proc/self/ns/${link}`)),
    });
    expect(facts).toMatchObject({ pid: process.pid, parentPid: process.ppid, thread: false });
    expect(facts?.namespaces.size).toBe(namespaceLinks.length);
  });
});
