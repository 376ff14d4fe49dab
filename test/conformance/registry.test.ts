// The real docker pushes to this project's registry and pulls back. It runs where dockerd can: as root on Linux, with docker.io,
// docker-registry and iproute2 installed (test/conformance/README.md).
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const limit = 180_000; // ms: a daemon starts, and a build runs

/** What keeps the real docker from running here; null for nothing. */
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

const why = obstacle();

async function docker(lines: readonly string[]): Promise<Ran[]> {
  const program = fileURLToPath(new URL('../registry/with-docker.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', program, ...lines],
    { timeout: limit, maxBuffer: 1 << 24 },
  );
  return JSON.parse(stdout) as Ran[];
}

test.skipIf(why !== null)(
  `the real docker pushes to the registry and pulls back${why === null ? '' : ` (not here: ${why})`}`,
  { timeout: limit },
  async () => {
    const here = 'localhost:5001';
    const [push, again, mounted, build, pull, run, missing, unknown, login, catalog] = await docker(
      [
        `docker tag busybox ${here}/mine && docker push ${here}/mine`,
        `docker push ${here}/mine`,
        `docker tag busybox ${here}/other/name:v1 && docker push ${here}/other/name:v1`,
        `printf 'FROM busybox\\nRUN echo one > /one\\nRUN echo two > /two\\n' | docker build -q -t ${here}/built - && docker push -q ${here}/built`,
        `before=$(docker inspect -f '{{.Id}}' ${here}/built); docker rmi $(docker images -q | sort -u) -f > /dev/null; docker pull -q ${here}/built && [ "$(docker inspect -f '{{.Id}}' ${here}/built)" = "$before" ] && echo same`,
        `docker run --rm --network none ${here}/built cat /one /two`,
        `docker pull ${here}/mine:nope`,
        `docker pull -a ${here}/nope`,
        `echo pw | docker login -u me --password-stdin ${here}`,
        `docker rmi ${here}/built > /dev/null; docker pull -aq ${here}/other/name`,
      ],
    );
    expect(push).toMatchObject({ exit: 0 });
    expect(push?.stdout).toMatch(/: Pushed\nlatest: digest: sha256:[0-9a-f]{64} size: \d+\n$/);
    expect(again?.stdout).toContain(': Layer already exists\n');
    expect(mounted?.stdout).toContain(': Mounted from mine\n');
    expect(build).toMatchObject({ exit: 0, stderr: '' });
    expect(pull).toEqual({ exit: 0, stdout: `${here}/built:latest\nsame\n`, stderr: '' });
    expect(run?.stdout).toBe('one\ntwo\n');
    expect(missing?.stderr).toContain('not found: manifest unknown: manifest unknown');
    expect(unknown?.stderr).toContain('name unknown: repository name not known to registry');
    expect(login?.stdout).toBe('Login Succeeded\n');
    expect(catalog).toMatchObject({ exit: 0, stdout: `${here}/other/name\n` });
  },
);
