// What `docker info` and `docker version` tell of the guest and of this engine: read, not assumed.
import { decodeText } from '../base/bytes.ts';
import type { Operation, ProgramResult } from '../agent/agent.ts';
import type { EngineState } from './state.ts';

export interface SystemFacts {
  readonly kernel: string;
  /** "Debian GNU/Linux 12 (bookworm)". */
  readonly os: string;
  readonly hostname: string;
  /** Bytes. */
  readonly memory: number;
  readonly processors: number;
  /** "1.8.1", or '' where the runtime does not answer. */
  readonly runtime: string;
  /** File system under /var/lib/docker. */
  readonly backing: string;
}

const read = (path: string): Operation => ({ op: 'read', path });

const files = {
  kernel: '/proc/sys/kernel/osrelease',
  release: '/etc/os-release',
  hostname: '/proc/sys/kernel/hostname',
  meminfo: '/proc/meminfo',
  cpuinfo: '/proc/cpuinfo',
  mounts: '/proc/mounts',
};

export async function systemFacts(engine: EngineState): Promise<SystemFacts> {
  const [version, ...results] = await engine.agent.batch(
    [{ op: 'run', argv: ['crun', '--version'] }, ...Object.values(files).map(read)],
    { keepGoing: true },
  );
  const texts = results.map((each) => (each.ok ? decodeText(each.value as Uint8Array) : ''));
  const text = (name: keyof typeof files): string => texts[Object.keys(files).indexOf(name)] ?? '';
  const found = (pattern: RegExp, where: string): string => pattern.exec(where)?.[1] ?? '';
  const crun = version?.ok ? decodeText((version.value as ProgramResult).stdout) : '';
  return {
    kernel: text('kernel').trim(),
    os: found(/^PRETTY_NAME="?([^"\n]*)/m, text('release')),
    hostname: text('hostname').trim(),
    memory: Number(found(/^MemTotal:\s+(\d+) kB/m, text('meminfo'))) * 1024,
    processors: text('cpuinfo').match(/^processor\s*:/gm)?.length ?? 1,
    runtime: found(/^crun version (\S+)/m, crun),
    backing: found(/^\S+ \/ (\S+)/m, text('mounts')),
  };
}
