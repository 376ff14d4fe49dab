// The real docker pushes to this project's registry and pulls back. It runs where dockerd can (real-docker.ts).
import { expect, test } from 'vitest';
import { limit, realDocker, why } from './real-docker.ts';

test.skipIf(why !== null)(
  `the real docker pushes to the registry and pulls back${why === null ? '' : ` (not here: ${why})`}`,
  { timeout: limit },
  async () => {
    const here = 'localhost:5001';
    const [push, again, mounted, build, pull, run, missing, unknown, login, catalog] =
      await realDocker([
        `docker tag busybox ${here}/mine && docker push ${here}/mine`,
        `docker push ${here}/mine`,
        `docker tag busybox ${here}/other/name:v1 && docker push ${here}/other/name:v1`,
        `printf 'FROM busybox\\nRUN echo one > /one\\nRUN echo two > /two\\n' | docker build -q -t ${here}/built - && docker push -q ${here}/built`,
        `before=$(docker inspect -f '{{.Id}}' ${here}/built); docker rmi -f ${here}/built $(docker images -q busybox) > /dev/null; docker pull -q ${here}/built && [ "$(docker inspect -f '{{.Id}}' ${here}/built)" = "$before" ] && echo same`,
        `docker run --rm --network none ${here}/built cat /one /two`,
        `docker pull ${here}/mine:nope`,
        `docker pull -a ${here}/nope`,
        `echo pw | docker login -u me --password-stdin ${here}`,
        `docker rmi ${here}/built > /dev/null; docker pull -aq ${here}/other/name`,
      ]);
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
