import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path/posix';
import { decodeText, encodeText } from '../base/bytes.ts';
import { once } from '../base/events.ts';
import type { Agent } from '../agent/agent.ts';
import { createAgent } from '../agent/client.ts';
import type { BootedMachine } from '../machine/boot.ts';
import { pinRuntime } from './pin-runtime.ts';
import { programs } from './programs.ts';

/** The booted guest's agent, once it has answered. */
export async function greetAgent(machine: BootedMachine): Promise<Agent> {
  let console = '';
  await once(machine.onConsole, (text) => {
    console += text;
    return console.includes('fishbowl-agent: ready');
  });
  const channels = {
    rpc: machine.channel('fishbowl.rpc'),
    records: machine.channel('fishbowl.records'),
    terms: machine.channel('fishbowl.terms'),
  };
  const agent = createAgent({ channels, now: Date.now, random: (bytes) => randomBytes(bytes) });
  await agent.greet();
  return agent;
}

/** The shell that the first terminal is given: it has started already, and its prompt waits to be read. */
const waitingShell = { argv: ['bash', '-l'], rows: 24, cols: 80, held: true };

/** The server that makes networks (net/README.md), started as the engine starts it where it finds none: docker's first command need not wait. */
const networks = [
  '/usr/libexec/fishbowl/netd',
  '/run/fishbowl/netd.sock',
  '/var/run/docker/netns',
  '/usr/sbin/docker-proxy',
];

/** Sees that every program can be loaded and the kernel has all that containers need, and tidies up behind itself. */
export async function settle(agent: Agent): Promise<void> {
  for (const path of programs) await tryProgram(agent, `/${path}`);
  await tryNamespaces(agent);
  await pinRuntime(agent);
  await startNetworks(agent);
  await agent.trace(false);
  await agent.openTerminal(waitingShell);
  const drop = { op: 'write', path: '/proc/sys/vm/drop_caches', data: encodeText('3') } as const;
  await agent.call(drop);
}

const broken =
  /error while loading|symbol lookup error|no version information|not found \(required/;

async function tryProgram(agent: Agent, path: string): Promise<void> {
  const { exit, stdout, stderr } = await agent.call({
    op: 'run',
    argv: [path, '--version'],
    timeout: 5000,
  });
  const said = decodeText(stderr) + decodeText(stdout);
  if (exit === 127 || broken.test(said))
    throw new Error(`${path} does not run in the guest: ${said}`);
}

async function startNetworks(agent: Agent): Promise<void> {
  const [program = '', socket = '', folder = ''] = networks;
  for (const path of [dirname(socket), folder])
    await agent.call({ op: 'mkdir', path, mode: 0o755, parents: true });
  const { exit, stderr } = await agent.call({ op: 'run', argv: networks, timeout: 10_000 });
  if (exit !== 0) throw new Error(`${program} does not start: ${decodeText(stderr)}`);
}

async function tryNamespaces(agent: Agent): Promise<void> {
  const kinds = ['mount', 'uts', 'ipc', 'net', 'pid', 'user', 'cgroup', 'time'];
  const argv = ['unshare', ...kinds.map((kind) => `--${kind}`), '--fork', 'true'];
  const { exit, stderr } = await agent.call({ op: 'run', argv, timeout: 10_000 });
  if (exit !== 0) throw new Error(`The kernel lacks a namespace: ${decodeText(stderr)}`);
}
