// ~/.docker/config.json, or where DOCKER_CONFIG says: what the person prefers of docker's client.
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { orAbsent } from '../engine/file.ts';
import { variable, type ClientRequest } from './client.ts';
import type { Call } from './command.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** How the folder of the settings is named. */
export function settingsFolder({ env }: ClientRequest): string {
  return variable(env, 'DOCKER_CONFIG') ?? `${variable(env, 'HOME') ?? ''}/.docker`;
}

export function settingsPath(request: ClientRequest): string {
  const folder = settingsFolder(request);
  return `${folder.startsWith('/') ? '' : `${request.cwd}/`}${folder}/config.json`;
}

/** What is no JSON object holds no settings. */
export async function readClientSettings(agent: Agent, request: ClientRequest): Promise<Settings> {
  const bytes = await orAbsent(agent.call({ op: 'read', path: settingsPath(request) }));
  try {
    const value: unknown = JSON.parse(bytes ? decodeText(bytes) : '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What the settings say where a flag was not given; null where they say nothing either. */
export async function preferred(call: Call, flag: string, setting: string): Promise<string | null> {
  const given = call.flags.text(flag);
  if (given) return given;
  const { engine, client } = call;
  const value = (await readClientSettings(engine.agent, client.request))[setting];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The template of a list: identities alone are listed without. */
export function preferredFormat(call: Call, setting: string): Promise<string | null> {
  const quiet = call.flags.bool('quiet');
  return quiet ? Promise.resolve(call.flags.text('format')) : preferred(call, 'format', setting);
}
