// Where a build comes from: what PATH and -f of `docker build` mean, by the rules of docker's client.
import { decodeText } from '../../base/bytes.ts';
import { AgentError } from '../../agent/agent.ts';
import type { ContextSource, DockerfileSource } from '../../engine/build/context.ts';
import { resolveScoped } from '../../engine/scope.ts';
import { type Call, CommandError } from '../command.ts';
import { absolutePath } from './output-path.ts';

const usual = 'Dockerfile';

export async function findSource(call: Call): Promise<ContextSource> {
  const {
    client,
    flags,
    arguments: [where = ''],
  } = call;
  const file = flags.text('file') ?? '';
  if (where === '-') {
    if (file === '-') {
      const why = "can't use stdin for both build context and dockerfile";
      throw new CommandError(`invalid argument: ${why}`);
    }
    const input = { client: await client.lend() };
    return { from: { input }, dockerfile: { name: file || usual } };
  }
  if (/^(?:https?:\/\/|git:\/\/|git@|github\.com\/)/.test(where)) throw remoteFault(where);
  const directory = await findDirectory(call, where);
  const dockerfile = file === '-' ? await typedText(call) : await findFile(call, file, directory);
  return { from: { directory }, dockerfile };
}

async function findDirectory(call: Call, where: string): Promise<string> {
  const path = absolutePath(call.client, where);
  const found = await resolve(call, path);
  if (!found) throw new CommandError(`unable to prepare context: path "${where}" not found`);
  if (found.type === 'directory') return found.path;
  throw new CommandError(`unable to prepare context: context must be a directory: ${found.path}`);
}

/** A file of the context by its place there; the text of any other. */
async function findFile(call: Call, file: string, directory: string): Promise<DockerfileSource> {
  const path =
    file === '' ? await ownFile(call, directory) : normal(absolutePath(call.client, file));
  const found = await resolve(call, path);
  if (!found) {
    throw new CommandError(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${path}: no such file or directory`,
    );
  }
  const above = directory === '/' ? '/' : `${directory}/`;
  if (found.path.startsWith(above)) return { name: found.path.slice(above.length) };
  return { text: decodeText(await call.engine.agent.call({ op: 'read', path: found.path })) };
}

/** "dockerfile" will do where there is no "Dockerfile". */
async function ownFile(call: Call, directory: string): Promise<string> {
  const [path = '', other = ''] = [usual, usual.toLowerCase()].map(
    (name) => `${directory}/${name}`,
  );
  return !(await resolve(call, path)) && (await resolve(call, other)) ? other : path;
}

async function typedText({ engine, client }: Call): Promise<DockerfileSource> {
  const lent = { client: await client.lend(), stdin: true };
  const { stdout } = await engine.agent.call({ op: 'run', argv: ['cat'], lent });
  return { text: decodeText(stdout) };
}

interface Resolved {
  /** Without symlinks. */
  readonly path: string;
  readonly type: string;
}

async function resolve({ engine }: Call, path: string): Promise<Resolved | null> {
  try {
    const found = await resolveScoped(engine.agent, '', path, { follow: true });
    return found.stat && { path: `/${found.path}`, type: found.stat.type };
  } catch (error) {
    if (error instanceof AgentError) return null;
    throw error;
  }
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function remoteFault(where: string): CommandError {
  if (!/^https?:\/\//.test(where) || where.endsWith('.git')) {
    return new CommandError(
      `unable to prepare context: unable to 'git clone' to temporary context directory: error fetching: there is no way out of this machine`,
    );
  }
  const host = /^https?:\/\/([^/:]*)/.exec(where)?.[1] ?? '';
  return new CommandError(
    `unable to prepare context: unable to download remote context ${where}: Get "${where}": dial tcp: lookup ${host}: no such host`,
  );
}
