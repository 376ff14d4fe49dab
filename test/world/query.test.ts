import { describe, expect, test } from 'vitest';
import { cgroupPath, containerId, imageId, processId } from '../../src/world/id.ts';
import {
  childrenOf,
  containerOf,
  hostNamespaces,
  membersOf,
  pidIn,
  privateNamespaces,
  processByPid,
  processesOf,
  rootsOf,
} from '../../src/world/query.ts';
import { ns, process, worldOf } from './sample.ts';

const container = {
  id: containerId('3f'),
  name: 'web',
  image: 'busybox',
  imageId: imageId('sha256:0'),
  command: ['sh'],
  status: 'running' as const,
  pid: 20,
  cgroup: cgroupPath('/docker/3f'),
  exit: null,
  upper: '/u',
  since: 0,
};
const init = process({
  pid: 20,
  apart: { pid: 1, mnt: 1, uts: 1 },
  pids: [20, 1],
  cgroup: cgroupPath('/docker/3f'),
});
const nested = process({
  pid: 21,
  apart: { pid: 2, mnt: 1 },
  pids: [21, 2, 1],
  parent: init.id,
  cgroup: cgroupPath('/docker/3f/inner'),
});
const world = worldOf(
  {
    type: 'world/walked',
    walk: {
      processes: [
        process({ pid: 1 }),
        init,
        nested,
        process({ pid: 30, cgroup: cgroupPath('/docker/3f0') }),
      ],
      mounts: [],
      cgroups: [],
      hostnames: [],
    },
  },
  { type: 'container/changed', container },
);

describe('queries', () => {
  test('find a container by the cgroup of a process or one above it', () => {
    expect(containerOf(world, init)?.name).toBe('web');
    expect(containerOf(world, nested)?.name).toBe('web');
    expect(containerOf(world, process({ pid: 1 }))).toBeNull();
    expect(processesOf(world, container).map(({ pid }) => pid)).toEqual([20, 21]);
  });

  test('tell which namespaces a process does not share with the host', () => {
    expect(privateNamespaces(world, init).map(({ kind }) => kind)).toEqual(['mnt', 'uts', 'pid']);
    expect(hostNamespaces(world).pid).toBe(ns('pid'));
  });

  test('tell the number of a process in each PID namespace that sees it', () => {
    expect([ns('pid'), ns('pid', 1), ns('pid', 2)].map((id) => pidIn(world, nested, id))).toEqual([
      21, 2, 1,
    ]);
    expect(pidIn(world, init, ns('pid', 2))).toBeNull();
  });

  test('find processes by pid, parent and namespace', () => {
    expect(processByPid(world, 21)?.id).toBe(nested.id);
    expect(processByPid(world, 99)).toBeNull();
    expect(childrenOf(world, processId(1, 1)).map(({ pid }) => pid)).toEqual([20, 30]);
    expect(rootsOf(world).map(({ pid }) => pid)).toEqual([1]);
    expect(membersOf(world, ns('mnt', 1)).map(({ pid }) => pid)).toEqual([20, 21]);
  });
});
