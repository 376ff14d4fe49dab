import { expect, test } from 'vitest';
import { Starts } from '../../src/observer/starts.ts';
import { containerId } from '../../src/world/id.ts';

const web = containerId('web');
const execAt = (at: number) => ({ path: 'trace_pipe', text: 'sched_process_exec', at });

test('Starts measures docker run from before the container is made', () => {
  const starts = new Starts();
  starts.ask('web', 'run', 100);
  starts.ask('web', 'start', 140);
  expect(starts.exec(214, execAt(420))).toBeNull();
  expect(starts.started(web, 214)).toBe(true);
  expect(starts.take(214)).toEqual({ askedAt: 100, execedAt: 420, evidence: execAt(420) });
  expect(starts.take(214)).toBeNull();
});

test('Starts measures a later start by itself', () => {
  const starts = new Starts();
  starts.ask('web', 'run', 100);
  starts.ask('web', 'start', 140);
  starts.exec(214, execAt(420));
  starts.started(web, 214);
  starts.take(214);
  starts.ask('web', 'start', 9000);
  starts.exec(300, execAt(9200));
  starts.started(web, 300);
  expect(starts.take(300)).toMatchObject({ askedAt: 9000, execedAt: 9200 });
});

test('Starts forgets a request that came to nothing when the next is made', () => {
  const starts = new Starts();
  starts.ask('web', 'run', 100);
  starts.ask('web', 'start', 140);
  starts.ask('web', 'start', 5000);
  starts.exec(214, execAt(5200));
  starts.started(web, 214);
  expect(starts.take(214)?.askedAt).toBe(5000);
});

test('Starts waits for the execve where the engine is heard first', () => {
  const starts = new Starts();
  starts.ask('web', 'start', 10);
  expect(starts.started(web, 214)).toBe(false);
  expect(starts.take(214)).toBeNull();
  expect(starts.exec(214, execAt(50))).toBe(web);
  expect(starts.take(214)?.execedAt).toBe(50);
});

test('Starts does not take a pid that is used again for the process that had it', () => {
  const starts = new Starts();
  starts.exec(214, execAt(20));
  starts.free(214);
  starts.ask('web', 'start', 100);
  expect(starts.started(web, 214)).toBe(false);
});

test('Starts says nothing of a container that nobody asked for while it looked', () => {
  const starts = new Starts();
  starts.exec(214, execAt(20));
  expect(starts.started(web, 214)).toBe(false);
  expect(starts.take(214)).toBeNull();
});
