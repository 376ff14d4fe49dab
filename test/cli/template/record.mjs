// Records what the real docker makes of templates: `DOCKER_HOST=… node test/cli/template/record.mjs > test/cli/template/answers.json`.
// Each is run over the image busybox, whose inspection is recorded as well, so that ours can be run over the same.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const docker = process.argv[2] ?? '/usr/bin/docker';
const inspect = (...words) =>
  spawnSync(docker, ['image', 'inspect', ...words], { encoding: 'utf8' });

const templates = readFileSync(new URL('templates.txt', import.meta.url), 'utf8').split('\n');
const image = JSON.parse(inspect('busybox').stdout)[0];
const answers = templates
  .filter((template) => template !== '')
  .map((template) => {
    const { stdout, stderr, status } = inspect('--format', template, 'busybox');
    return { template, stdout, stderr, exit: status };
  });
process.stdout.write(`${JSON.stringify({ image, answers }, null, 1)}\n`);
