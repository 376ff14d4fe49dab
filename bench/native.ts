import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../scripts/project.ts';
import type { Figure } from './figure.ts';

const daemon = '/usr/sbin/dockerd';

/** Why the host's own docker cannot be measured beside ours, or null. */
export function nativeProblem(): string | null {
  if (!existsSync(daemon)) return 'Debian’s docker.io is not installed';
  return process.getuid?.() === 0 ? null : 'only root can start it';
}

/** The same lines on the host's own docker, for comparison. */
export function measureNative(runs: number): Promise<Figure[]> {
  const script = join(project, 'bench/native-docker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(runs)], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()) as Figure[]);
      else reject(new Error(`The host's docker could not be measured: exit ${String(code)}`));
    });
  });
}
