// Environment settings of `run`, `create` and `exec`: -e and --env-file.
import { AgentError } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { type Call, CommandError } from '../command.ts';

/** Files first, then -e; a bare name takes its value from the client's own environment, or none. */
export async function readEnvironment(call: Call): Promise<string[]> {
  const { flags, client } = call;
  const own = new Map(client.request.env.map((setting) => [nameOf(setting), setting]));
  const lines: string[] = [];
  for (const path of flags.list('env-file')) lines.push(...(await readEnvFile(call, path)));
  return [...lines, ...flags.list('env')].flatMap((setting) => {
    if (setting.includes('=')) return [setting];
    const inherited = own.get(setting);
    return inherited === undefined ? [] : [inherited];
  });
}

/** Refuses a setting without a name. */
export function checkSetting(setting: string): void {
  if (nameOf(setting) === '') throw new Error(`invalid environment variable: ${setting}`);
}

async function readEnvFile({ engine, client }: Call, path: string): Promise<string[]> {
  const absolute = path.startsWith('/') ? path : `${client.request.cwd}/${path}`;
  const text = await readText(engine.agent.call({ op: 'read', path: absolute }), path);
  const lines = text.split('\n').map((line) => line.trimStart().replace(/\r$/, ''));
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const setting of settings) {
    const name = nameOf(setting);
    if (/\s/.test(name)) {
      throw new CommandError(
        `poorly formatted environment: variable '${name}' contains whitespaces`,
        125,
      );
    }
    if (name === '') {
      throw new CommandError(
        `poorly formatted environment: no variable name on line '${setting}'`,
        125,
      );
    }
  }
  return settings;
}

async function readText(bytes: Promise<Uint8Array>, path: string): Promise<string> {
  try {
    return decodeText(await bytes);
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    throw new CommandError(`open ${path}: ${errorText(error.errno)}`, 125);
  }
}

function errorText(errno: string): string {
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or directory',
    EACCES: 'permission denied',
    EISDIR: 'is a directory',
  };
  return known[errno] ?? errno;
}

function nameOf(setting: string): string {
  return setting.split('=', 1)[0] ?? '';
}
