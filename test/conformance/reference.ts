// The real engine, with namespaces, data and registries of its own, so that it answers as on a host where nothing was done yet.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ran } from './answer.ts';
import { type Hub, serveHub } from './hub.ts';
import { directory, type Step } from './scenario.ts';

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8', TZ: 'UTC' };

/** Starts this program again in new mount, network and process namespaces, which end with it. */
export function reenter(): number {
  const flags = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const inside = { ...process.env, CONFORMANCE_INSIDE: '1' };
  const { status, error } = spawnSync('unshare', [...flags, ...again], {
    stdio: 'inherit',
    env: inside,
  });
  if (error) throw error;
  return status ?? 1;
}

export const isInside = process.env['CONFORMANCE_INSIDE'] === '1';

/** A running reference: plays steps, and forgets everything between scenarios. */
export class Reference {
  readonly #data: string;
  readonly #hub: Hub;
  #registry: ChildProcess;
  #daemon: ChildProcess;
  /** Subnets are given out in turns, which only a new daemon begins anew. */
  #hadNetworks = false;
  #hadPushes = false;

  private constructor(data: string) {
    this.#data = data;
    this.#hub = serveHub(data);
    this.#registry = startRegistry(data);
    this.#daemon = startDaemon(this.#hub);
  }

  static async start(): Promise<Reference> {
    const data = await mkdtemp(join(tmpdir(), 'conformance-'));
    // Private in this mount namespace: the daemon's socket and state, the client's settings, the working directory.
    await mkdir('/root/.docker', { recursive: true });
    for (const at of ['/run', '/root/.docker', directory])
      must('mount', ['-t', 'tmpfs', 'tmpfs', at]);
    for (const at of [join(data, 'docker'), '/var/lib/docker'])
      await mkdir(at, { recursive: true });
    must('mount', ['--bind', join(data, 'docker'), '/var/lib/docker']);
    must('ip', ['link', 'set', 'lo', 'up']);
    await writeFile(join(data, 'registry.yml'), registrySettings(join(data, 'registry')));
    const reference = new Reference(data);
    await reference.#waitFor('docker version');
    await reference.forget();
    return reference;
  }

  /** Runs one line as the guest does: with `sh -c`, without a terminal. */
  async play(step: Step): Promise<Ran> {
    for (const [path, text] of step.files) {
      const full = join(directory, path);
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, text);
    }
    this.#hadNetworks ||= step.line.includes('network create');
    this.#hadPushes ||= step.line.includes('docker push');
    return run(step.line, step.stdin ?? '');
  }

  /** Nothing but the two small images, as in a guest that has just pulled them. */
  async forget(): Promise<void> {
    const lines = [
      'docker unpause $(docker ps -q --filter status=paused)',
      'docker rm -fv $(docker ps -aq)',
      'docker system prune -af --volumes',
      'docker volume rm $(docker volume ls -q)',
      'docker rmi -f $(docker images -aq)',
      `find ${directory} /root/.docker -mindepth 1 -delete`,
    ];
    for (const line of lines) await run(line, '');
    if (this.#hadNetworks) await this.restart();
    if (this.#hadPushes) {
      await end(this.#registry);
      await rm(join(this.#data, 'registry'), { recursive: true, force: true });
      this.#registry = startRegistry(this.#data);
      this.#hadPushes = false;
    }
    for (const image of ['busybox', 'hello-world']) {
      const { exit, stderr } = await run(`docker pull -q ${image}`, '');
      if (exit !== 0) throw new Error(`The reference cannot pull ${image}: ${stderr}`);
    }
  }

  /** A new daemon knows of no events and has given out no subnets. */
  async restart(): Promise<void> {
    await end(this.#daemon);
    this.#daemon = startDaemon(this.#hub);
    await this.#waitFor('docker version');
    this.#hadNetworks = false;
  }

  async stop(): Promise<void> {
    this.#hub.server.close();
    for (const child of [this.#daemon, this.#registry]) await end(child);
    await rm(this.#data, { recursive: true, force: true });
  }

  async #waitFor(line: string): Promise<void> {
    for (let tries = 0; (await run(line, '')).exit !== 0; tries++) {
      if (tries === 100) throw new Error('dockerd does not answer; its log is in the output above');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function run(line: string, stdin: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', line], { cwd: directory, env, timeout: 90_000 });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined); // a program need not read all of its input
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        exit: code ?? -1,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
  });
}

function startRegistry(data: string): ChildProcess {
  return start('docker-registry', ['serve', join(data, 'registry.yml')]);
}

function startDaemon({ certificate }: Hub): ChildProcess {
  return start('dockerd', ['--storage-driver=overlay2'], { SSL_CERT_FILE: certificate });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

function start(
  program: string,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): ChildProcess {
  const log = process.env['CONFORMANCE_LOG'] ? 'inherit' : 'ignore';
  return spawn(program, argv, { stdio: ['ignore', log, log], env: { ...process.env, ...more } });
}

function must(program: string, argv: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, argv, { encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${program} ${argv.join(' ')}: ${stderr}`);
}

function registrySettings(data: string): string {
  return [
    'version: 0.1',
    'log: {level: error}',
    `storage: {filesystem: {rootdirectory: ${data}}, delete: {enabled: true}}`,
    'http: {addr: "127.0.0.1:5000"}',
    '',
  ].join('\n');
}
