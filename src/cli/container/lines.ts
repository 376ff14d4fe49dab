// Files of settings that the client reads: --env-file and --label-file.
import { AgentError } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { type Call, CommandError } from '../command.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
};

/** Go's words for an errno. */
export function errnoText(errno: string): string {
  return reasons[errno] ?? errno;
}

/** A path as the client sees it. */
export function clientPath({ client }: Call, path: string): string {
  return path.startsWith('/') ? path : `${client.request.cwd}/${path}`;
}

/** A file's text, or docker's sentence about why it cannot be read. */
export async function readClientFile(call: Call, path: string): Promise<string> {
  try {
    return decodeText(await call.engine.agent.call({ op: 'read', path: clientPath(call, path) }));
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    throw new CommandError(`open ${path}: ${errnoText(error.errno)}`, 125);
  }
}

/** Settings of a file, without comments and empty lines; each must have a name without white space. */
export async function readSettings(call: Call, path: string): Promise<string[]> {
  const text = await readClientFile(call, path);
  const lines = text.split('\n').map((line) => line.trimStart().replace(/\r$/, ''));
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const setting of settings) {
    const name = setting.split('=', 1)[0] ?? '';
    const fault = /\s/.test(name)
      ? `variable '${name}' contains whitespaces`
      : name === '' && `no variable name on line '${setting}'`;
    if (fault) throw new CommandError(`poorly formatted environment: ${fault}`, 125);
  }
  return settings;
}
