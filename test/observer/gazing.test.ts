import { expect, test } from 'vitest';
import { createObserver } from '../../src/observer/observer.ts';
import { joinGazes, mayChange, noGaze, type Gaze } from '../../src/world/gaze.ts';
import { cgroupPath } from '../../src/world/id.ts';
import { FakeKernel } from './fake-kernel.ts';

const path = '/proc/sys/kernel/osrelease';
const web = cgroupPath('/docker/web');

function walked() {
  const kernel = new FakeKernel();
  const observer = createObserver();
  for (const ask of observer.takeAsks('later'))
    for (const record of kernel.answer(ask)) observer.take(record);
  while (observer.urgency !== null)
    for (const ask of observer.takeAsks('later'))
      for (const record of kernel.answer(ask)) observer.take(record);
  return observer;
}

const gaze = (change: Partial<Gaze>): Gaze => ({ ...noGaze, ...change });

test('Gazing asks for a file that never changes once, and for one that does at every glance', () => {
  const observer = walked();
  const readings = [
    { path, changes: false },
    { path: '/proc/meminfo', changes: true },
  ];
  observer.take({ type: 'gaze', at: 1, gaze: gaze({ readings }) });
  expect(observer.takeAsks('later')).toEqual([
    { type: 'reading', path },
    { type: 'reading', path: '/proc/meminfo' },
  ]);
  observer.take({ type: 'reading', at: 2, path, text: '6.1.192\n' });
  expect(observer.world.readings.get(path)).toEqual({ path, text: '6.1.192\n', at: 2 });
  observer.glance();
  expect(observer.takeAsks('later')).toEqual([{ type: 'reading', path: '/proc/meminfo' }]);
});

test('Gazing asks a network namespace what a file cannot tell', () => {
  const observer = walked();
  const network = { file: '/proc/1/ns/net', others: ['/run/netns/blue'] };
  const readings = [{ path: 'RTM_GETLINK in /proc/1/ns/net', changes: true, network }];
  observer.take({ type: 'gaze', at: 1, gaze: gaze({ readings }) });
  const ask = { type: 'network', path: readings[0]?.path, ...network };
  expect(observer.takeAsks('later')).toEqual([ask]);
  observer.glance();
  expect(observer.takeAsks('later')).toEqual([ask]);
});

test('Gazing tells a control group only when a file of it differs', () => {
  const observer = walked();
  observer.take({ type: 'gaze', at: 1, gaze: gaze({ cgroups: [web] }) });
  expect(observer.takeAsks('later')).toEqual([{ type: 'cgroup', path: web }]);
  const read = (at: number, current: string) =>
    observer.take({ type: 'cgroup', at, path: web, files: { 'memory.current': current } });
  expect(read(2, '100\n').map(({ type }) => type)).toEqual(['cgroup/read']);
  expect(read(3, '100\n')).toEqual([]);
  expect(read(4, '200\n').map(({ type }) => type)).toEqual(['cgroup/read']);
  observer.glance();
  expect(observer.takeAsks('later')).toEqual([{ type: 'cgroup', path: web }]);
});

test('Gazing forgets what nobody looks at any more, and what cannot be read', () => {
  const observer = walked();
  observer.take({ type: 'gaze', at: 1, gaze: gaze({ readings: [{ path, changes: false }] }) });
  observer.take({ type: 'reading', at: 2, path, text: '6.1.192\n' });
  expect(
    observer.take({ type: 'reading', at: 3, path, text: null }).map(({ type }) => type),
  ).toEqual(['reading/forgotten']);
  observer.take({ type: 'reading', at: 4, path, text: '6.1.192\n' });
  observer.take({ type: 'gaze', at: 5, gaze: noGaze });
  expect(observer.world.readings.size).toBe(0);
  observer.take({ type: 'reading', at: 6, path, text: 'late' });
  expect(observer.world.readings.size).toBe(0);
  observer.glance();
  expect(observer.urgency).toBeNull();
});

test('joinGazes() looks as often as the most impatient asks for', () => {
  const at = (every: number) => gaze({ cgroups: [web], every });
  expect(joinGazes([at(1000), at(500)]).every).toBe(500);
  const slow = gaze({ cgroups: [web], every: 1000 });
  const quick = gaze({ readings: [{ path, changes: true }] });
  expect(joinGazes([slow, quick])).not.toHaveProperty('every');
  expect(joinGazes([slow, { ...noGaze }]).every).toBe(1000);
  expect(joinGazes([])).toEqual(noGaze);
});

test('mayChange() is false for what is read once', () => {
  expect(mayChange(gaze({ readings: [{ path, changes: false }] }))).toBe(false);
  expect(mayChange(gaze({ readings: [{ path, changes: true }] }))).toBe(true);
  expect(mayChange(gaze({ cgroups: [web] }))).toBe(true);
});
