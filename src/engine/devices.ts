// Device nodes of a container, and which devices its cgroup lets it use.
import type { Agent, Entry } from '../agent/agent.ts';
import { EngineError } from './error.ts';
import { listDirectory } from './file.ts';
import type { Device, HostConfig } from './host-config.ts';

/** A node of the OCI bundle. */
export interface RuntimeDevice {
  readonly path: string;
  readonly type: 'c' | 'b';
  readonly major: number;
  readonly minor: number;
  readonly fileMode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of "r", "w" and "m". */
  readonly access: string;
}

/** The nodes beyond the standard ones: all of the guest's where privileged, else those of --device. */
export async function findDevices(agent: Agent, hostConfig: HostConfig): Promise<RuntimeDevice[]> {
  if (hostConfig.Privileged) return nodesBelow(agent, '/dev');
  const found = hostConfig.Devices.map((device) => findDevice(agent, device));
  return (await Promise.all(found)).flat();
}

async function findDevice(agent: Agent, device: Device): Promise<RuntimeDevice[]> {
  const { PathOnHost: path, PathInContainer: inside, CgroupPermissions: access } = device;
  const [result] = await agent.batch([{ op: 'stat', path, follow: true }], { keepGoing: true });
  const fail = (why: string): EngineError =>
    new EngineError(
      'system',
      `error gathering device information while adding custom device "${path}": ${why}`,
    );
  if (!result?.ok) throw fail('no such file or directory');
  const stat = result.value as Entry;
  if (stat.type === 'directory') {
    const nodes = await nodesBelow(agent, path);
    if (nodes.length === 0) throw fail('not a device node');
    return nodes.map((node) => ({ ...node, path: inside + node.path.slice(path.length), access }));
  }
  const node = runtimeDevice(inside, stat, access);
  if (!node) throw fail('not a device node');
  return [node];
}

const passedOver = ['pts', 'shm', 'fd', 'mqueue', 'console', '.lxc', '.lxd-mounts', '.udev'];

async function nodesBelow(agent: Agent, directory: string): Promise<RuntimeDevice[]> {
  const entries = await listDirectory(agent, directory);
  const nodes: RuntimeDevice[] = [];
  for (const entry of entries.filter(({ name }) => !passedOver.includes(name))) {
    const path = `${directory}/${entry.name}`;
    if (entry.type === 'directory') nodes.push(...(await nodesBelow(agent, path)));
    const node = runtimeDevice(path, entry, 'rwm');
    if (node) nodes.push(node);
  }
  return nodes;
}

type NodeStat = Pick<Entry, 'type' | 'mode' | 'uid' | 'gid' | 'rdev'>;

function runtimeDevice(path: string, stat: NodeStat, access: string): RuntimeDevice | null {
  if (stat.type !== 'char' && stat.type !== 'block') return null;
  const [major, minor] = stat.rdev;
  const { mode: fileMode, uid, gid } = stat;
  return { path, type: stat.type === 'char' ? 'c' : 'b', major, minor, fileMode, uid, gid, access };
}

const rule = (allow: boolean, major: number, minor: number): object => ({
  allow,
  type: 'c',
  major,
  minor,
  access: 'rwm',
});

/** Null, zero, full, random, urandom, tty and console; not fuse. */
const standardRules = [
  { allow: false, access: 'rwm' },
  rule(true, 1, 5),
  rule(true, 1, 3),
  rule(true, 1, 9),
  rule(true, 1, 8),
  rule(true, 5, 0),
  rule(true, 5, 1),
  rule(false, 10, 229),
];

/** The cgroup's rules, in the order in which they apply. */
export function deviceRules(hostConfig: HostConfig, devices: readonly RuntimeDevice[]): object[] {
  if (hostConfig.Privileged) return [{ allow: true, access: 'rwm' }];
  return [
    ...standardRules,
    ...devices.map(({ type, major, minor, access }) => ({
      allow: true,
      type,
      major,
      minor,
      access,
    })),
    ...(hostConfig.DeviceCgroupRules ?? []).map(parseRule),
  ];
}

/** "c 1:* rwm". */
function parseRule(text: string): object {
  const [, type, major = '', minor = '', access] =
    /^([acb]) (\d+|\*):(\d+|\*) (\w+)$/.exec(text) ?? [];
  const number = (part: string): number => (part === '*' ? -1 : Number(part));
  return { allow: true, type, major: number(major), minor: number(minor), access };
}
