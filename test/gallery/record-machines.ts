// Records what Containers and VMs reads of the real guest, with 1, 5 and 30 containers and a second machine that boots:
// npx tsx test/gallery/record-machines.ts > test/recordings/machines.jsonl
import { randomBytes } from 'node:crypto';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { pageClock } from '../../src/backend/clock.ts';
import { SecondMachine } from '../../src/backend/second/machine.ts';
import { fileArtifacts } from '../../src/guest/files.ts';
import { fetchBootFiles } from '../../src/machine/boot-files.ts';
import { gazeOf } from '../../src/views/machines/gaze.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { World } from '../../src/world/model.ts';
import { formatEntry, formatHeader } from '../../src/world/recording.ts';

const guest = await openNodeGuest();
let seq = 0;

async function look(): Promise<void> {
  await guest.settle();
  guest.lookAt(gazeOf(guest.world));
  await guest.settle();
  await guest.settle();
}

/** What the view reads of a world, and no more: a recording is kept small. */
function reduced(world: World): World {
  const { containers, images, machines, readings, at } = world;
  const of = new Set([...containers.values()].map(({ cgroup }) => cgroup as string));
  const bare = <R extends { readonly evidence: unknown }>(row: R): R => ({ ...row, evidence: [] });
  const processes = [...world.processes].filter(
    ([, each]) => of.has(each.cgroup) || each.pid === 1,
  );
  const used = new Set<string>(processes.flatMap(([, each]) => Object.values(each.namespaces)));
  return {
    ...{ ...emptyWorld, at, containers, images, machines, readings },
    processes: new Map(processes.map(([id, each]) => [id, bare(each)])),
    namespaces: new Map(
      [...world.namespaces].filter(([id]) => used.has(id)).map(([id, each]) => [id, bare(each)]),
    ),
    cgroups: new Map(
      [...world.cgroups].filter(([path]) => of.has(path)).map(([path, each]) => [path, bare(each)]),
    ),
    layers: world.layers,
  };
}

function keep(): void {
  const world = reduced(guest.world);
  process.stdout.write(formatEntry({ type: 'world/replaced', world, seq: ++seq, at: world.at }));
}

async function run(count: number, what: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { exit, stderr } = await guest.run(`docker run -d ${what}`);
    if (exit !== 0) throw new Error(new TextDecoder().decode(stderr));
    await guest.settle();
  }
}

process.stdout.write(formatHeader({ imageId: 'machines', world: emptyWorld }));
await guest.run('docker pull -q busybox; docker pull -q httpd');
await run(1, '--name web httpd');
await look();
keep();
const second = new SecondMachine({
  clock: pageClock,
  fetchFiles: () => fetchBootFiles(fileArtifacts()),
  wallNow: Date.now,
  random: (bytes) => randomBytes(bytes),
});
let half = false;
second.onChanged((row) => {
  guest.tellMachine(row);
  if (half || row.stages.length < 2 || row.lines.length < 6) return;
  half = true;
  keep();
});
await second.boot();
await run(4, "busybox sh -c 'echo hello > /motd; exec sleep 10000'");
await look();
keep();
await run(25, 'busybox sleep 10000');
await look();
keep();
await second.shutdown();
await guest.shutdown();
process.exit(0);
