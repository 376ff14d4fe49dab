import { beforeEach, describe, expect, test } from 'vitest';
import { FakeGuest } from '../fake/guest.ts';
import { tarEntry, tarFile } from '../fake/registry.ts';

let guest: FakeGuest;

beforeEach(async () => {
  guest = new FakeGuest();
  const passwd = tarFile(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
  );
  const group = tarFile('etc/group', 'root:x:0:\nwheel:x:10:root\nnogroup:x:65534:\n');
  const base = [tarEntry('bin/'), tarFile('bin/sh', 'program'), tarEntry('etc/'), passwd, group];
  await guest.registry.publish('busybox', [base], { Cmd: ['sh'], Env: ['PATH=/bin'] });
});

const startFailure =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ' +
  'exec: "nope": executable file not found in $PATH: unknown';

describe('docker run', () => {
  test('pulls what is missing, runs it, and passes its exit code on', async () => {
    guest.scripts.set('fail', { stdout: 'out\n', stderr: 'err\n', exit: 7 });
    const { exit, stdout, stderr } = await guest.docker('run --name web busybox fail');
    expect(exit).toBe(7);
    expect(stdout).toBe('out\n');
    expect(stderr).toMatch(
      /^Unable to find image 'busybox:latest' locally\nlatest: Pulling from library\/busybox\n/,
    );
    expect(stderr).toMatch(
      /: Pull complete\nDigest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for busybox:latest\nerr\n$/,
    );
    expect((await guest.docker('ps -aq')).stdout).toMatch(/^[0-9a-f]{12}\n$/);
  });

  test('says what cannot be started, and leaves the container created', async () => {
    await guest.docker('pull -q busybox');
    expect(await guest.docker('run --name web busybox nope')).toEqual({
      exit: 127,
      stdout: '',
      stderr: `docker: Error response from daemon: ${startFailure}.\n`,
    });
    expect((await guest.docker('ps -a')).stdout).toMatch(/busybox {3}"nope" .* Created .* web\n$/);
  });

  test('--rm leaves nothing of the container on the disk', async () => {
    await guest.docker('pull -q busybox');
    expect((await guest.docker('run --rm --name web busybox true')).exit).toBe(0);
    expect((await guest.docker('ps -aq')).stdout).toBe('');
    for (const directory of ['containers', 'image/overlay2/layerdb/mounts']) {
      expect(
        guest.agent.files.perform({ op: 'list', path: `/var/lib/docker/${directory}` }),
      ).toEqual([]);
    }
    expect(
      guest.agent.files.perform({ op: 'list', path: '/var/lib/docker/overlay2/l' }),
    ).toHaveLength(1);
    expect(guest.agent.files.mounts.size).toBe(0);
  });

  test('--rm removes the container that could not be started', async () => {
    await guest.docker('run --rm busybox nope');
    expect((await guest.docker('ps -aq')).stdout).toBe('');
  });

  test('refuses a name only when the image is there', async () => {
    const refusal =
      "docker: Error response from daemon: Invalid container name (a), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed.\nSee 'docker run --help'.\n";
    const first = await guest.docker('run --name a busybox');
    expect(first).toMatchObject({ exit: 125, stdout: '' });
    expect(first.stderr).toMatch(/^Unable to find image 'busybox:latest' locally\n/);
    expect(first.stderr.endsWith(`Downloaded newer image for busybox:latest\n${refusal}`)).toBe(
      true,
    );
    const second = await guest.docker('run --name a busybox');
    expect(second).toEqual({ exit: 125, stdout: '', stderr: refusal });
  });

  test('-d prints the id and leaves it running', async () => {
    const { stdout } = await guest.docker('run -d --name web busybox sleep 10');
    expect(stdout).toMatch(/^[0-9a-f]{64}\n$/);
    guest.clock.time += 3000;
    expect((await guest.docker('ps')).stdout).toBe(
      'CONTAINER ID   IMAGE     COMMAND      CREATED         STATUS         PORTS     NAMES\n' +
        `${stdout.slice(0, 12)}   busybox   "sleep 10"   3 seconds ago   Up 3 seconds             web\n`,
    );
  });

  test.each([
    [
      'run Busybox',
      125,
      "docker: invalid reference format: repository name must be lowercase.\nSee 'docker run --help'.\n",
    ],
    ['run a//b', 125, "docker: invalid reference format.\nSee 'docker run --help'.\n"],
    ['run --foo', 125, "unknown flag: --foo\nSee 'docker run --help'.\n"],
    ['run -z busybox', 125, "unknown shorthand flag: 'z' in -z\nSee 'docker run --help'.\n"],
    ['run -e', 125, "flag needs an argument: 'e' in -e\nSee 'docker run --help'.\n"],
    [
      'run -e =x busybox',
      125,
      'invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x\nSee \'docker run --help\'.\n',
    ],
    ['run -it busybox', 1, 'the input device is not a TTY\n'],
    ['run -d -a stdout busybox', 1, 'Conflicting options: -a and -d\n'],
    [
      'run --rm --restart always busybox',
      125,
      "docker: Conflicting options: --restart and --rm.\nSee 'docker run --help'.\n",
    ],
    [
      'run -w foo busybox',
      125,
      "docker: Error response from daemon: the working directory 'foo' is invalid, it needs to be an absolute path.\nSee 'docker run --help'.\n",
    ],
    [
      'run --pull never nope',
      125,
      "docker: Error response from daemon: No such image: nope:latest.\nSee 'docker run --help'.\n",
    ],
    ['foo', 1, "docker: 'foo' is not a docker command.\nSee 'docker --help'\n"],
    [
      'ps -n x',
      125,
      'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax\nSee \'docker ps --help\'.\n',
    ],
    [
      'ps foo',
      1,
      '"docker ps" accepts no arguments.\nSee \'docker ps --help\'.\n\nUsage:  docker ps [OPTIONS]\n\nList containers\n',
    ],
    [
      'run',
      1,
      '"docker run" requires at least 1 argument.\nSee \'docker run --help\'.\n\nUsage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\nRun a command in a new container\n',
    ],
    [
      'top',
      1,
      '"docker top" requires at least 1 argument.\nSee \'docker top --help\'.\n\nUsage:  docker top CONTAINER [ps OPTIONS]\n\nDisplay the running processes of a container\n',
    ],
    ['rm nope', 1, 'Error: No such container: nope\n'],
    ['rm -f nope', 0, 'Error: No such container: nope\n'],
    [
      'start nope',
      1,
      'Error response from daemon: No such container: nope\nError: failed to start containers: nope\n',
    ],
    ['stop nope', 1, 'Error response from daemon: No such container: nope\n'],
    ['logs nope', 1, 'Error: No such container: nope\n'],
    ['exec nope ls', 1, 'Error: No such container: nope\n'],
    ['top nope', 1, 'Error response from daemon: No such container: nope\n'],
    [
      'kill nope',
      1,
      'Error response from daemon: Cannot kill container: nope: No such container: nope\n',
    ],
    ['kill -s FOO nope', 1, 'Error response from daemon: Invalid signal: FOO\n'],
    ['rmi nope', 1, 'Error: No such image: nope\n'],
    [
      'rmi Nope',
      1,
      'Error response from daemon: invalid reference format: repository name must be lowercase\n',
    ],
    ['pull Nope', 1, 'invalid reference format: repository name must be lowercase\n'],
    ['ps --filter foo=bar', 1, "Error response from daemon: Invalid filter 'foo'\n"],
  ])('docker %s ends with %i', async (line, exit, stderr) => {
    expect(await guest.docker(line)).toEqual({ exit, stdout: '', stderr });
  });
});

describe('a container', () => {
  test('keeps its name to itself', async () => {
    const { stdout } = await guest.docker('run -d --name web busybox sleep 10');
    const { exit, stderr } = await guest.docker('run --name web busybox true');
    expect(exit).toBe(125);
    expect(stderr).toBe(
      `docker: Error response from daemon: Conflict. The container name "/web" is already in use by container "${stdout.trim()}". ` +
        "You have to remove (or rename) that container to be able to reuse that name.\nSee 'docker run --help'.\n",
    );
  });

  test('is killed when it does not stop in time', async () => {
    await guest.docker('run -d --name web busybox sleep 10');
    expect(await guest.docker('stop -t 3 web')).toEqual({ exit: 0, stdout: 'web\n', stderr: '' });
    expect(guest.agent.kills.map(({ signal }) => signal)).toEqual([15, 9]);
    expect(guest.clock.delays).toEqual([3000]);
    expect((await guest.docker('ps -a')).stdout).toContain('Exited (137)');
  });

  test('is not removed while it runs, but with force', async () => {
    const { stdout } = await guest.docker('run -d --name web busybox sleep 10');
    expect((await guest.docker('rm web')).stderr).toBe(
      `Error response from daemon: You cannot remove a running container ${stdout.trim()}. Stop the container before attempting removal or force remove\n`,
    );
    expect(await guest.docker('rm -f web')).toEqual({ exit: 0, stdout: 'web\n', stderr: '' });
  });

  test('logs both streams', async () => {
    guest.scripts.set('talk', { stdout: 'out\n', stderr: 'err\n' });
    await guest.docker('run -d --name web busybox talk');
    expect(await guest.docker('logs web')).toEqual({ exit: 0, stdout: 'out\n', stderr: 'err\n' });
    expect((await guest.docker('logs -t --tail 1 web')).stderr).toBe(
      '2026-01-02T03:04:05.000000001Z err\n',
    );
  });

  test('starts again, attached or not', async () => {
    await guest.docker('create --name web busybox echo hello');
    expect(await guest.docker('start -a web')).toEqual({ exit: 0, stdout: 'hello\n', stderr: '' });
    expect(await guest.docker('start web')).toEqual({ exit: 0, stdout: 'web\n', stderr: '' });
  });

  test('runs further processes, and says which cannot be', async () => {
    const { stdout } = await guest.docker('run -d --name web busybox sleep 10');
    expect(await guest.docker('exec web echo')).toEqual({ exit: 0, stdout: 'hello\n', stderr: '' });
    expect(await guest.docker('exec web nope')).toEqual({
      exit: 126,
      stdout:
        'OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown\r\n',
      stderr: '',
    });
    await guest.docker('kill web');
    expect((await guest.docker('exec web echo')).stderr).toBe(
      `Error response from daemon: Container ${stdout.trim()} is not running\n`,
    );
  });

  test('is found again by another engine over the same disk', async () => {
    await guest.docker('run -d --name web busybox sleep 10');
    await guest.docker('run -d --name job busybox sleep 10');
    const job = await guest.engine.containers.resolve('job');
    guest.engine.close();
    guest.end(job.file.State.Pid, 3);
    const other = guest.newEngine();
    const seen: string[] = [];
    other.onEvent((event) => {
      if (event.type === 'container' && event.action === 'loaded') {
        seen.push(
          `${event.container.name} ${event.container.status} ${String(event.container.exit)}`,
        );
      }
    });
    await other.ready();
    expect(seen.sort()).toEqual(['job exited 3', 'web running null']);
  });
});

describe('docker rmi', () => {
  test('refuses an image in use, and removes names and layers else', async () => {
    await guest.docker('run --name web busybox true');
    expect((await guest.docker('rmi busybox')).stderr).toMatch(
      /^Error response from daemon: conflict: unable to remove repository reference "busybox" \(must force\) - container [0-9a-f]{12} is using its referenced image [0-9a-f]{12}\n$/,
    );
    await guest.docker('rm web');
    const { exit, stdout } = await guest.docker('rmi busybox');
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^Untagged: busybox:latest\nUntagged: busybox@sha256:[0-9a-f]{64}\nDeleted: sha256:[0-9a-f]{64}\nDeleted: sha256:[0-9a-f]{64}\n$/,
    );
    expect((await guest.docker('images')).stdout).toBe(
      'REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n',
    );
    expect(guest.agent.files.perform({ op: 'list', path: '/var/lib/docker/overlay2/l' })).toEqual(
      [],
    );
  });
});

test('docker pull tells the same story twice', async () => {
  const first = await guest.docker('pull busybox');
  expect(first.stdout).toMatch(
    /^Using default tag: latest\nlatest: Pulling from library\/busybox\n/,
  );
  expect(first.stdout).toMatch(
    /\nStatus: Downloaded newer image for busybox:latest\ndocker.io\/library\/busybox:latest\n$/,
  );
  const second = await guest.docker('pull busybox');
  expect(second.stdout).toMatch(
    /^Using default tag: latest\nlatest: Pulling from library\/busybox\nDigest: sha256:[0-9a-f]{64}\nStatus: Image is up to date for busybox:latest\ndocker.io\/library\/busybox:latest\n$/,
  );
});

test('docker version and info do not pretend to be Docker', async () => {
  expect((await guest.docker('version')).stdout).toContain('not Docker Engine');
  expect((await guest.docker('info')).stdout).toContain('not Docker Engine');
});

test('a signal ends the client, not what the engine has begun', async () => {
  await guest.docker('run -d --name web busybox sleep 10');
  const answer = guest.docker('wait web');
  guest.signal('INT');
  expect(await answer).toEqual({ exit: 130, stdout: '', stderr: '' });
});
