// The engine's side of netd, the server in the guest that makes links, answers names and publishes ports (src/guest/net/README.md).
import { type Agent, AgentError } from '../../agent/agent.ts';
import { decodeText, encodeText } from '../../base/bytes.ts';

export const namespaceDirectory = '/var/run/docker/netns';
const socket = '/run/fishbowl/netd.sock';
const program = '/usr/libexec/fishbowl/netd';
const proxy = '/usr/sbin/docker-proxy';

/** A request that netd could not carry out. */
export class NetdError extends Error {
  /** First word of the line that failed. */
  readonly step: string;
  constructor(step: string, message: string) {
    super(message);
    this.name = 'NetdError';
    this.step = step;
  }
}

/** Carries out lines in order. False when no server listens. */
export async function askNetd(agent: Agent, lines: readonly string[]): Promise<boolean> {
  if (lines.length === 0) return true;
  const answer = await dial(agent, `${lines.join('\n')}\n\n`);
  if (answer === null || answer === 'ok') return answer !== null;
  const [, step = '', message = 'netd ended'] = /^error (\S+): (.*)$/s.exec(answer) ?? [];
  throw new NetdError(step, message);
}

async function dial(agent: Agent, text: string): Promise<string | null> {
  try {
    const bytes = await agent.call({ op: 'dial', address: socket, data: encodeText(text) });
    return decodeText(bytes).trim();
  } catch (error) {
    const isAbsent =
      error instanceof AgentError && (error.errno === 'ECONNREFUSED' || error.errno === 'ENOENT');
    if (isAbsent) return null;
    throw error;
  }
}

/** Starts the server; resolves when it listens. */
export async function startNetd(agent: Agent): Promise<void> {
  const [, result] = await agent.batch([
    { op: 'mkdir', path: namespaceDirectory, mode: 0o755, parents: true },
    { op: 'run', argv: [program, socket, namespaceDirectory, proxy] },
  ]);
  if (!result?.ok) throw result?.error ?? new AgentError('netd was not started', 'EIO');
  const { exit, stderr } = result.value as { exit: number; stderr: Uint8Array };
  if (exit !== 0) throw new Error(`netd could not be started: ${decodeText(stderr).trim()}`);
}
