// The agent reads the kernel's ring as it stands. Beside it the kernel writes the same events as text, from a tracing instance of the test's own.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { TraceEntry } from '../../src/agent/record.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;
const entries: TraceEntry[] = [];

beforeAll(async () => {
  guest = await openNodeGuest((opened) => {
    opened.agent.onRecords((records) => {
      for (const record of records) if (record.type === 'trace') entries.push(...record.entries);
    });
  });
});
afterAll(() => guest.shutdown());

/** Another instance, with the events and the filters of the agent's. */
const prepare = `cd /sys/kernel/tracing/instances; mkdir text; echo mono > text/trace_clock; echo 4096 > text/buffer_size_kb
for enabled in $(cd fishbowl; grep -l 1 events/*/*/enable); do
  event=\${enabled%/enable}; filter=$(cat fishbowl/$event/filter)
  test "$filter" = none || echo "$filter" > text/$event/filter
  echo 1 > text/$enabled
done`;

const long = 'a name that is longer than what the ring can say in five bits: äöü '.padEnd(180, 'x');

/** Something of every kind, between two programs that mark its beginning and its end. */
const happenings = `for file in begin end '${long}'; do echo '#!/bin/true' > "/tmp/$file"; chmod 755 "/tmp/$file"; done
/tmp/begin; '/tmp/${long}'
unshare --uts --mount sh -c 'hostname inner; mount -t tmpfs none /mnt; umount /mnt; umount /nowhere' 2> /dev/null
sleep 100 & kill -STOP $!; kill -CONT $!; kill $!; wait $!
unshare --fork --pid --net true
mkdir /sys/fs/cgroup/traced; sh -c 'echo $$ > /sys/fs/cgroup/traced/cgroup.procs'; rmdir /sys/fs/cgroup/traced
chroot /nowhere 2> /dev/null
docker run --rm busybox true
for i in $(seq 120); do true & done; wait
i=0; while [ $i -lt 60 ]; do /bin/true; i=$((i + 1)); done
/tmp/end`;

test('what is read of the ring is what the kernel itself writes of it', async () => {
  await outputOf(guest, `docker pull -q busybox; ${prepare}`);
  await outputOf(guest, happenings);
  const text = await outputOf(guest, 'cat /sys/kernel/tracing/instances/text/trace');
  await guest.settle();
  const written = between(text.split('\n').flatMap(parseLine));
  const read = between(entries.map((entry) => ({ ...entry, body: print(entry) })));
  expect(read.map(({ tid, body }) => `${String(tid)} ${body}`)).toEqual(
    written.map(({ tid, body }) => `${String(tid)} ${body}`),
  );
  // Each instance stamps an event itself, and this host may hold the machine up between the two.
  const apart = read.map(({ at }, index) => Math.abs(at - (written[index]?.at ?? 0)));
  const held = apart.filter((ms) => ms > 5);
  expect(held.length).toBeLessThan(apart.length / 20);
  expect(read.every(({ at }, index) => at >= (read[index - 1]?.at ?? 0))).toBe(true);
  const names = new Set(read.map(({ name }) => name));
  const some = [...Object.keys(printed), 'sys_enter_mount', 'sys_exit_umount'];
  expect(some.filter((name) => !names.has(name))).toEqual([]);
  expect(read.length).toBeGreaterThan(600);
});

interface Told {
  readonly tid: number;
  readonly at: number;
  readonly body: string;
}

/** What came between the two marks. */
function between<T extends Told>(told: readonly T[]): T[] {
  const mark = (name: string): number =>
    told.findIndex(({ body }) => body.startsWith(`sched_process_exec: filename=/tmp/${name} `));
  const [begin, end] = [mark('begin'), mark('end')];
  expect(begin).toBeGreaterThanOrEqual(0);
  return told.slice(begin, end + 1);
}

/** A line of the file `trace`: kernel/trace/trace_output.c. */
function parseLine(line: string): Told[] {
  const found = /^ *.{1,16}-(\d+) +\[\d+\] \S+ +(\d+\.\d+): (.*)$/.exec(line);
  if (!found) return [];
  const [, tid, seconds, body = ''] = found;
  return [{ tid: Number(tid), at: Number(seconds) * 1000, body }];
}

/** How the kernel prints an event: `print fmt` of its format; other names are its own. */
const printed: Readonly<Record<string, string>> = {
  sched_process_fork:
    'comm=<parent_comm> pid=<parent_pid> child_comm=<child_comm> child_pid=<child_pid>',
  sched_process_exec: 'filename=<filename> pid=<pid> old_pid=<old_pid>',
  sched_process_exit: 'comm=<comm> pid=<pid> prio=<prio>',
  sched_process_free: 'comm=<comm> pid=<pid> prio=<prio>',
  signal_generate:
    'sig=<sig> errno=<errno> code=<code> comm=<comm> pid=<pid> grp=<group> res=<result>',
  task_newtask: 'pid=<pid> comm=<comm> clone_flags=<clone_flags:x> oom_score_adj=<oom_score_adj>',
  cgroup_mkdir: 'root=<root> id=<id> level=<level> path=<path>',
  cgroup_rmdir: 'root=<root> id=<id> level=<level> path=<path>',
  cgroup_attach_task:
    'dst_root=<dst_root> dst_id=<dst_id> dst_level=<dst_level> dst_path=<dst_path> pid=<pid> comm=<comm>',
};

function print({ name, values }: TraceEntry): string {
  const format = printed[name];
  const call = /^sys_(?:enter|exit)_(.*)$/.exec(name)?.[1];
  if (format) {
    const filled = format.replace(/<(\w+)(:x)?>/g, (_, field: string, hex?: string) =>
      hex ? hexOf(values[field]) : String(values[field]),
    );
    return `${name}: ${filled}`;
  }
  if (call === undefined) return name;
  if (name.startsWith('sys_exit_')) return `sys_${call} -> 0x${hexOf(values['ret'])}`;
  const list = Object.entries(values).map(([field, value]) => `${field}: ${hexOf(value)}`);
  return `sys_${call}(${list.join(', ')})`;
}

/** As an unsigned long of the guest. */
function hexOf(value: number | string | undefined): string {
  return (Number(value) >>> 0).toString(16);
}
