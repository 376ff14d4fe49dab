// Records the help text of every command of the real docker into this folder: `node test/cli/help/record.mjs [docker]`.
// "docker container ls" becomes container/ls.txt, "docker" itself docker.txt. A daemon should be
// reachable (DOCKER_HOST), as the client leaves out what that does not offer.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const docker = process.argv[2] ?? '/usr/bin/docker';
const { PATH, DOCKER_HOST } = process.env;
const env = { PATH, HOME: '/root', ...(DOCKER_HOST ? { DOCKER_HOST } : {}) };

function record(path) {
  const { stdout, error } = spawnSync(docker, [...path, '--help'], { env, encoding: 'utf8' });
  if (error) throw error;
  const file = new URL(`${path.join('/') || 'docker'}.txt`, import.meta.url);
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, stdout);
  const listings = stdout.split(/^(?:Management )?Commands:\n/m).slice(1);
  for (const [, name] of listings.join('\n').matchAll(/^ {2}([a-z][\w-]*) +\S/gm)) {
    record([...path, name]);
  }
}

record([]);
