import type { Agent, Operation } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import type { Evidence, MachineInside } from '../../world/model.ts';

const release = '/proc/sys/kernel/osrelease';
const bootId = '/proc/sys/kernel/random/boot_id';
const memory = '/proc/meminfo';
const first = '/proc/1/comm';
const kthreadd = 2;

/** What the machine's own kernel tells of itself, read by its PID 1. */
export async function readInside(agent: Agent): Promise<MachineInside> {
  const { at, texts } = await readAll(agent, [release, bootId, memory, first]);
  const text = (path: string): string => texts.get(path)?.trim() ?? '';
  const evidence: Evidence[] = [...texts].map(([path, found]) => ({ path, text: found, at }));
  return {
    release: text(release),
    bootId: text(bootId),
    used: usedMemory(text(memory)),
    processes: await countProcesses(agent),
    evidence,
  };
}

async function readAll(agent: Agent, paths: readonly string[]) {
  const at = await agent.ping();
  const operations = paths.map((path): Operation => ({ op: 'read', path }));
  const results = await agent.batch(operations, { keepGoing: true });
  const texts = new Map<string, string>();
  for (const [i, result] of results.entries())
    if (result.ok) texts.set(paths[i] ?? '', decodeText(result.value as Uint8Array));
  return { at, texts };
}

/** Bytes: MemTotal less MemAvailable (proc(5)). */
export function usedMemory(meminfo: string): number {
  const kib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1] ?? 0);
  return (kib('MemTotal') - kib('MemAvailable')) * 1024;
}

/** All but the kernel's own threads, which descend from kthreadd. */
async function countProcesses(agent: Agent): Promise<number> {
  const entries = await agent.call({ op: 'list', path: '/proc' });
  const pids = entries.map(({ name }) => name).filter((name) => /^\d+$/.test(name));
  const { texts } = await readAll(
    agent,
    pids.map((pid) => `/proc/${pid}/stat`),
  );
  return [...texts.values()].filter((stat) => !isKernelThread(stat)).length;
}

/** By pid and parent's pid, fields 1 and 4; the name between them may hold anything. */
function isKernelThread(stat: string): boolean {
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  return parseInt(stat, 10) === kthreadd || parent === kthreadd;
}
