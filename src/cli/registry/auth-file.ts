// ~/.docker/config.json as far as it holds logins: the person's other settings in it stay as they are.
import type { Agent } from '../../agent/agent.ts';
import { formatBase64, parseBase64 } from '../../base/base64.ts';
import { decodeText, encodeText } from '../../base/bytes.ts';
import { makeDirectory, replaceFile, runAll } from '../../engine/file.ts';
import type { Login } from '../../engine/registry.ts';
import type { ClientRequest } from '../client.ts';
import { readClientSettings, type Settings, settingsFolder, settingsPath } from '../settings.ts';

/** By server, "name:password" in base64. */
type Auths = Record<string, { readonly auth?: string }>;

export class AuthFile {
  /** Absolute; and as its folder was named. */
  readonly path: string;
  readonly shown: string;
  readonly #agent: Agent;
  readonly #uid: number;
  readonly #settings: Settings;
  readonly #auths: Auths;

  private constructor(agent: Agent, request: ClientRequest, settings: Settings) {
    this.path = settingsPath(request);
    this.shown = `${settingsFolder(request)}/config.json`;
    this.#agent = agent;
    this.#uid = request.uid ?? 0;
    this.#settings = settings;
    this.#auths = { ...(this.#settings['auths'] as Auths | undefined) };
  }

  static async open(agent: Agent, request: ClientRequest): Promise<AuthFile> {
    return new AuthFile(agent, request, await readClientSettings(agent, request));
  }

  get(server: string): Login | null {
    const { auth } = this.#auths[server] ?? {};
    const [, username, password] = /^([^:]*):(.*)$/s.exec(auth ? decodeAuth(auth) : '') ?? [];
    return username && password ? { username, password } : null;
  }

  async set(server: string, { username, password }: Login): Promise<void> {
    this.#auths[server] = { auth: formatBase64(encodeText(`${username}:${password}`)) };
    await this.#save();
  }

  async remove(servers: readonly string[]): Promise<void> {
    for (const server of servers) Reflect.deleteProperty(this.#auths, server);
    await this.#save();
  }

  async #save(): Promise<void> {
    const settings = { auths: this.#auths, ...omit(this.#settings, 'auths') };
    const folder = this.path.slice(0, this.path.lastIndexOf('/'));
    // The agent writes as root what belongs to the person.
    const owned = [folder, this.path].map(
      (path) => ({ op: 'chown', path, uid: this.#uid, gid: this.#uid }) as const,
    );
    await runAll(this.#agent, [
      makeDirectory(folder),
      ...replaceFile(this.path, JSON.stringify(settings, null, '\t')),
      ...(this.#uid === 0 ? [] : owned),
    ]);
  }
}

function decodeAuth(auth: string): string {
  try {
    return decodeText(parseBase64(auth));
  } catch {
    return '';
  }
}

function omit(settings: Settings, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([each]) => each !== name));
}

/** What docker calls the Hub in this file. */
export const hubServer = 'https://index.docker.io/v1/';

/** "localhost:5000" of "http://localhost:5000/v2/". */
export function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
}
