/**
 * The engine: everything `docker` means, over an agent in the guest and a registry. It keeps nothing that it cannot read
 * back from the guest's disk. Docker's verbs are the files beside this one; each takes the engine as its first argument.
 */
import type { Stop } from '../base/events.ts';
import { settleAll, settleExit } from './exit.ts';
import { openNetworks } from './network/recovery.ts';
import { runAll } from './file.ts';
import { exitDirectory, shimDirectory } from './shim.ts';
import type { EngineEvent } from './event.ts';
import { EngineState } from './state.ts';
import { watchHealth } from './watch-health.ts';

export class Engine extends EngineState {
  #stopWatching: Stop = () => undefined;
  #ready: Promise<void> | null = null;

  /** Resolves when the engine has read the disk and watches for exits. */
  ready(): Promise<void> {
    this.#ready ??= this.#open().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  /** To be called after the agent was greeted anew: forgets everything. The guest's disk is read again by `ready`. */
  forget(): void {
    this.close();
    this.traffic.cut();
    this.images.reload();
    this.containers.reload();
    this.networks.reload();
    this.hostPorts.reload();
    this.volumes.reload();
    this.journal.reload();
  }

  /** Forgets everything, and reads the guest's disk again. */
  async reload(): Promise<void> {
    this.forget();
    await this.ready();
  }

  close(): void {
    this.#stopWatching();
    this.#stopWatching = () => undefined;
    this.#ready = null;
  }

  async #open(): Promise<void> {
    await runAll(this.agent, [
      { op: 'mkdir', path: exitDirectory, parents: true },
      { op: 'mkdir', path: shimDirectory, parents: true },
    ]);
    this.#stopWatching = await this.agent.watch(exitDirectory, ({ kind, name }) => {
      // What fails here fails because the machine went away; `reload` then reads the disk anew.
      if (kind === 'movedIn') settleExit(this, name).catch(() => undefined);
      if (kind === 'overflowed') settleAll(this).catch(() => undefined);
    });
    await openNetworks(this);
    const stopProbing = this.onEvent((event) => this.#beginProbes(event));
    const stopWatch = this.#stopWatching;
    this.#stopWatching = () => {
      stopProbing();
      stopWatch();
    };
    await settleAll(this);
    for (const image of await this.images.list()) {
      this.tell({ type: 'image', action: 'load', image: await this.images.row(image) });
    }
    for (const container of await this.containers.list()) this.tellContainer('loaded', container);
  }

  #beginProbes(event: EngineEvent): void {
    const isStart = event.type === 'container' && ['start', 'loaded'].includes(event.action);
    if (!isStart || !('container' in event) || event.container.pid === 0) return;
    const probing = this.containers
      .get(event.container.id)
      .then((container) => container && watchHealth(this, container));
    // What fails here fails because the machine went away; `reload` begins anew.
    probing.catch(() => undefined);
  }
}
