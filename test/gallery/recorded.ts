// States of the real guest, from the recordings that the observer's tests read as well.
import type { KernelRecord } from '../../src/agent/record.ts';
import { createObserver } from '../../src/observer/observer.ts';
import docker from '../recordings/docker.jsonl?raw';
import unshare from '../recordings/unshare.jsonl?raw';
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
];
