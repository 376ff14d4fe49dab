// --link: a container knows another by a name of its own, and on the default network by its environment.
import { type Container, containerName } from '../container.ts';
import { EngineError } from '../error.ts';
import type { EngineState } from '../state.ts';

export interface Linked {
  readonly target: Container;
  readonly alias: string;
  readonly address: string;
}

/** "container:alias", or "container" for its own name. */
export function parseLink(text: string): { readonly target: string; readonly alias: string } {
  const [target = '', alias = target.replace(/^\//, ''), ...rest] = text.split(':');
  if (target === '' || rest.length > 0) {
    throw new EngineError('invalid', `bad format for links: ${text}`);
  }
  return { target, alias: alias.split('/').at(-1) ?? alias };
}

/** Those that a container on the default network is linked to; all must run. */
export async function linkedContainers(
  engine: EngineState,
  { hostConfig, file }: Container,
): Promise<Linked[]> {
  const linked: Linked[] = [];
  for (const text of hostConfig.Links ?? []) {
    const { target: name, alias } = parseLink(text);
    const target = await engine.containers.resolve(name);
    const address = target.file.NetworkSettings.Networks['bridge']?.IPAddress ?? '';
    if (!target.file.State.Running) {
      throw new EngineError(
        'system',
        `Cannot link to a non running container: ${target.file.Name} AS ${file.Name}/${alias}`,
      );
    }
    linked.push({ target, alias, address });
  }
  return linked;
}

/** The variables by which a linked container is told of: DB_NAME, DB_PORT_5432_TCP_ADDR … */
export function linkEnvironment(container: Container, linked: readonly Linked[]): string[] {
  return linked.flatMap(({ target, alias, address }) => {
    const prefix = alias.toUpperCase().replaceAll('-', '_');
    const ports = Object.keys(target.file.Config.ExposedPorts ?? {}).map((text) => {
      const [port = '', protocol = 'tcp'] = text.split('/');
      return { port, protocol, url: `${protocol}://${address}:${port}` };
    });
    const [first] = ports;
    return [
      ...(first ? [`${prefix}_PORT=${first.url}`] : []),
      ...ports.flatMap(({ port, protocol, url }) => {
        const name = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
        return [
          `${name}=${url}`,
          `${name}_ADDR=${address}`,
          `${name}_PORT=${port}`,
          `${name}_PROTO=${protocol}`,
        ];
      }),
      `${prefix}_NAME=/${containerName(container)}/${alias}`,
      ...inherited(target, prefix),
    ];
  });
}

const notInherited = /^(?:HOME|PATH|HOSTNAME|TERM)=/;

function inherited({ file }: Container, prefix: string): string[] {
  return file.Config.Env.filter(
    (setting) => setting.includes('=') && !notInherited.test(setting),
  ).map((setting) => `${prefix}_ENV_${setting}`);
}
