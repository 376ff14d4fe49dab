// Namespaces that a container takes from another one: --pid container:NAME and --ipc container:NAME.
import type { Container } from './container.ts';
import { containerDisk } from './disk.ts';
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';
import type { EngineState } from './state.ts';

/** Paths in /proc of the namespaces to join, and the directory to use as /dev/shm; null for its own. */
export interface Joined {
  readonly pid: string | null;
  readonly ipc: string | null;
  readonly shm: string | null;
}

/** The name in "container:NAME", or null. */
function partner(mode: string): string | null {
  return mode.startsWith('container:') ? mode.slice('container:'.length) : null;
}

/** Refuses partners that do not exist, when a container is created. */
export async function checkPartners(
  engine: EngineState,
  { PidMode: pid, IpcMode: ipc }: HostConfig,
): Promise<void> {
  for (const name of [partner(pid), partner(ipc)]) {
    if (name) await engine.containers.resolve(name);
  }
}

/** Where the partners' namespaces are, when a container is started; partners must run then. */
export async function findJoined(
  engine: EngineState,
  { PidMode: pid, IpcMode: ipc }: HostConfig,
): Promise<Joined> {
  const pidPartner = partner(pid);
  const ipcPartner = partner(ipc);
  const knownIpc = ['', 'private', 'shareable', 'none', 'host'];
  if (ipcPartner === null && !knownIpc.includes(ipc)) {
    throw new EngineError('invalid', `Invalid IPC mode: ${ipc}`);
  }
  const pidOwner = pidPartner === null ? null : await engine.containers.resolve(pidPartner);
  if (pidOwner) checkPidOwner(pidOwner);
  const ipcOwner = ipcPartner === null ? null : await findIpcOwner(engine, ipcPartner);
  return {
    pid: pidOwner && `/proc/${String(pidOwner.file.State.Pid)}/ns/pid`,
    ipc: ipcOwner && `/proc/${String(ipcOwner.file.State.Pid)}/ns/ipc`,
    shm: shmOf(ipc, ipcOwner),
  };
}

function shmOf(mode: string, owner: Container | null): string | null {
  if (mode === 'host' || owner?.hostConfig.IpcMode === 'host') return '/dev/shm';
  return owner && shmDirectory(owner.id);
}

/** Where a shareable container's /dev/shm is mounted in the guest. */
export function shmDirectory(id: string): string {
  return `${containerDisk.directory(id)}/mounts/shm`;
}

function checkPidOwner({ id, file }: Container): void {
  if (!file.State.Running) {
    throw new EngineError('conflict', `cannot join PID of a non running container: ${id}`);
  }
  if (file.State.Restarting) {
    throw new EngineError(
      'conflict',
      `Container ${id} is restarting, wait until the container is running`,
    );
  }
}

async function findIpcOwner(engine: EngineState, name: string): Promise<Container> {
  let known = name;
  const fail = (why: string, cause?: unknown): EngineError =>
    new EngineError('conflict', `can't join IPC of container ${known}: ${why}`, { cause });
  const owner = await engine.containers.resolve(name).catch((error: unknown) => {
    throw error instanceof EngineError ? fail(error.message, error) : error;
  });
  known = owner.id;
  if (!owner.file.State.Running) throw fail(`container ${owner.id} is not running`);
  if (owner.file.State.Restarting) {
    throw fail(`Container ${owner.id} is restarting, wait until the container is running`);
  }
  if (!['shareable', 'host'].includes(owner.hostConfig.IpcMode)) {
    throw fail('non-shareable IPC (hint: use IpcMode:shareable for the donor container)');
  }
  return owner;
}
