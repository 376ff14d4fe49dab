import { containerName } from '../engine/container.ts';
import type { Engine } from '../engine/engine.ts';
import type { PublishedPort } from './page.ts';

/** Ports of the guest that containers have published now, each once, in order. */
export async function publishedPorts(engine: Engine): Promise<PublishedPort[]> {
  const ports = new Map<number, PublishedPort>();
  for (const container of await engine.containers.list()) {
    if (!container.file.State.Running) continue;
    for (const [name, bindings] of Object.entries(container.file.NetworkSettings.Ports))
      for (const { HostPort } of name.endsWith('/tcp') ? (bindings ?? []) : [])
        ports.set(Number(HostPort), {
          container: containerName(container),
          port: Number(HostPort),
        });
  }
  return [...ports.values()].sort((one, other) => one.port - other.port);
}
