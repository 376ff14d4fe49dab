// The real docker, for tests that talk to it: as root on Linux, with docker.io, docker-registry and iproute2 installed (README.md).
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a line answered. */
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const limit = 180_000; // ms: a daemon starts, and a build runs

function obstacle(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start dockerd';
  const programs = ['dockerd', 'docker', 'docker-registry', 'unshare', 'ip', 'openssl'];
  const missing = programs.find((name) => spawnSync('which', [name]).status !== 0);
  if (missing !== undefined) return `${missing} is not installed`;
  const hasImages = existsSync(new URL('../../public/registry/v2', import.meta.url));
  if (!hasImages) return 'the images are not built';
  return spawnSync('unshare', ['--mount', '--net', 'true']).status === 0
    ? null
    : 'no namespaces can be made here';
}

/** Why the real docker does not run here; null where it does. */
export const why = obstacle();

/** Plays lines with a real docker of its own, which ends with them; it sees the host's files. */
export async function realDocker(lines: readonly string[]): Promise<Ran[]> {
  const program = fileURLToPath(new URL('../registry/with-docker.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', program, ...lines],
    { timeout: limit, maxBuffer: 1 << 24 },
  );
  return JSON.parse(stdout) as Ran[];
}
