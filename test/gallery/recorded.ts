// States of the real guest, from the recordings that the observer's tests read as well.
import type { KernelRecord } from '../../src/agent/record.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { parseRecording, isTerminalEntry } from '../../src/world/recording.ts';
import { createObserver } from '../../src/observer/observer.ts';
import machines from '../recordings/machines.jsonl?raw';
import dockerParts from '../recordings/docker-parts.jsonl?raw';
import docker from '../recordings/docker.jsonl?raw';
import overlay from '../recordings/overlay.jsonl?raw';
import twoSites from '../recordings/two-sites.jsonl?raw';
import unshare from '../recordings/unshare.jsonl?raw';
import type { WorldEvent } from '../../src/world/event.ts';
import type { Fixture, Told } from './fixtures.ts';

function tell(text: string): Told {
  const observer = createObserver();
  const records = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as KernelRecord);
  const events = records.flatMap((record) => observer.take(record));
  return { events, world: observer.world, at: observer.world.at };
}

function replay(text: string): Told {
  const recording = parseRecording(text);
  const events = recording.entries.filter((entry) => !isTerminalEntry(entry)) as WorldEvent[];
  const world = events.reduce(apply, recording.world);
  return { events, world, at: world.at };
}

/** The nth world of a recording that holds whole worlds. */
function nth(text: string, n: number): Told {
  const { entries } = parseRecording(text);
  const event = entries[n] as WorldEvent | undefined;
  if (event?.type !== 'world/replaced') throw new Error(`The recording has no world ${String(n)}`);
  return { events: [event], world: apply(emptyWorld, event), at: event.at };
}

export const recorded: readonly Fixture[] = [
  {
    name: 'real-unshare',
    shows: 'Recorded: unshare, nsenter -a, a stopped job, kill -9',
    tell: () => tell(unshare),
  },
  {
    name: 'real-docker',
    shows: 'Recorded: docker run, exec, a short container, kill -9',
    tell: () => tell(docker),
  },
  {
    name: 'real-two-sites',
    shows:
      'Recorded: two containers of one Apache image; one replaces its page, the other adds one',
    tell: () => replay(twoSites),
  },
  {
    name: 'real-parts',
    shows:
      'Recorded: docker pull, push, run, exec, commit, a push and a pull that skip layers, run --rm, stop',
    tell: () => replay(dockerParts),
  },
  {
    name: 'real-overlay',
    shows:
      'Recorded: an overlay by hand; write, delete, replace a directory, chmod, hard link, rename',
    tell: () => replay(overlay),
  },
  {
    name: 'real-machines-1',
    shows: 'Recorded: one container of Apache with its figures; no second machine',
    tell: () => nth(machines, 0),
  },
  {
    name: 'real-machines-boot',
    shows: 'Recorded: the second machine boots; its kernel speaks',
    tell: () => nth(machines, 1),
  },
  {
    name: 'real-machines-5',
    shows: 'Recorded: five containers beside a machine whose PID 1 answers',
    tell: () => nth(machines, 2),
  },
  {
    name: 'real-machines-30',
    shows: 'Recorded: thirty containers beside it',
    tell: () => nth(machines, 3),
  },
  {
    name: 'real-long-names',
    shows: 'Recorded: names longer than any room, in every view',
    tell: () => nth(machines, 4),
  },
];
