// Environment settings of `run`, `create` and `exec`: -e and --env-file.
import type { Call } from '../command.ts';
import { readSettings } from './lines.ts';

/** Files first, then -e; a bare name takes its value from the client's own environment, or none. */
export async function readEnvironment(call: Call): Promise<string[]> {
  const { flags, client } = call;
  const own = new Map(client.request.env.map((setting) => [nameOf(setting), setting]));
  const lines: string[] = [];
  for (const path of flags.list('env-file')) lines.push(...(await readSettings(call, path)));
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

function nameOf(setting: string): string {
  return setting.split('=', 1)[0] ?? '';
}
