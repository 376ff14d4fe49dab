// Requests to netd, which is started when it is not there, and then told all that it has to know.
import type { Container } from '../container.ts';
import type { EngineState } from '../state.ts';
import { sandboxName } from './join.ts';
import { askNetd, startNetd } from './netd.ts';
import { mtu, type Network } from './network.ts';
import { publicationsOf } from './ports.ts';
import { gatewayOf, joinedNetworks, publishLines, servingLines } from './serving.ts';

/** Carries out lines, whether or not netd was there. */
export async function request(engine: EngineState, lines: readonly string[]): Promise<void> {
  if (await askNetd(engine.agent, lines)) return;
  await engine.networks.starts.run(() => restart(engine));
  if (!(await askNetd(engine.agent, lines))) throw new Error('netd does not answer');
}

/** Sees that netd runs and the bridges of all networks are there. */
export async function openNetworks(engine: EngineState): Promise<void> {
  const lines = (await engine.networks.list()).flatMap(bridgeLines);
  if (!(await askNetd(engine.agent, lines)))
    await engine.networks.starts.run(() => restart(engine));
}

/** Starts it, unless somebody else just has, and tells it of the bridges and of every container that runs. */
async function restart(engine: EngineState): Promise<void> {
  const bridges = (await engine.networks.list()).flatMap(bridgeLines);
  if (await askNetd(engine.agent, bridges)) return;
  await startNetd(engine.agent);
  await askNetd(engine.agent, bridges);
  for (const container of await engine.containers.list()) {
    const isOwn =
      container.file.NetworkSettings.SandboxID !== '' &&
      container.hostConfig.NetworkMode !== 'host';
    if (container.file.State.Running && isOwn) await restore(engine, container);
  }
}

/** Its namespace and devices have outlived netd; its name server and its ports have not. */
async function restore(engine: EngineState, container: Container): Promise<void> {
  const joined = await joinedNetworks(engine, container);
  const name = sandboxName(container.file.NetworkSettings.SandboxID);
  const way = gatewayOf(joined);
  const ports = way ? publishLines(name, way, publicationsOf(container)) : [];
  // A port that somebody took meanwhile must not keep the others from being served.
  await askNetd(engine.agent, [
    `sandbox ${name}`,
    ...servingLines(container, joined),
    ...ports,
  ]).catch(() => undefined);
}

/** The request for a network's bridge; repeated it changes nothing. */
export function bridgeLines(network: Network): string[] {
  const { bridge } = network;
  if (!bridge) return [];
  const bits = bridge.subnet.split('/')[1] ?? '';
  return [`bridge ${bridge.name} ${bridge.gateway}/${bits} ${mtu(network)} ${bridge.mac}`];
}
