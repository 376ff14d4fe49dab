// docker rm: everything a container has on the disk goes; images and volumes stay.
import type { Operation } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { type Container, containerStatus } from './container.ts';
import { containerDisk, overlayDisk } from './disk.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { waitContainer } from './wait.ts';
import { readFiles, tryAll } from './file.ts';
import { signalContainer } from './kill.ts';
import { removeRootfs, unmountRootfs } from './rootfs.ts';
import { shimHome } from './shim.ts';
import { anonymousVolumes } from './volume/mount-points.ts';
import { removeVolume, volumeUsers } from './volume/remove.ts';

export interface RemoveWish {
  /** Kills it first where it runs. */
  readonly force: boolean;
  /** Its anonymous volumes go too. */
  readonly volumes?: boolean;
}

/** Removes a container by name. */
export async function removeByName(
  engine: EngineState,
  name: string,
  { force, volumes = false }: RemoveWish,
): Promise<void> {
  const container = await engine.containers.resolve(name);
  const { State: state } = container.file;
  if (state.RemovalInProgress) {
    throw new EngineError('conflict', `removal of container ${name} is already in progress`);
  }
  if (state.Running && !force) {
    const how = 'top the container before attempting removal or force remove';
    const advice = state.Paused ? `Unpause and then s${how}` : `S${how}`;
    const which = `${containerStatus(container)} container ${container.id}`;
    throw new EngineError('conflict', `You cannot remove a ${which}. ${advice}`);
  }
  state.RemovalInProgress = true;
  try {
    await killFirst(engine, container);
    await engine.containers.lock(container, () => removeContainer(engine, container, volumes));
  } finally {
    state.RemovalInProgress = false;
  }
}

/** Whether a container goes at its end (--rm); one that is being removed goes as that was asked for, which may leave its volumes. */
export function removesItself({ file, hostConfig }: Container): boolean {
  return hostConfig.AutoRemove && !file.State.RemovalInProgress;
}

/** Removes a container that does not run. The caller holds its lock. */
export async function removeContainer(
  engine: EngineState,
  container: Container,
  volumes = false,
): Promise<void> {
  if (!(await engine.containers.get(container.id))) return;
  container.file.State.RemovalInProgress = true;
  const remove = (path: string): Operation => ({ op: 'remove', path, recursive: true });
  const ids = [container.mountId, `${container.mountId}-init`];
  const links = await readFiles(
    engine.agent,
    ids.map((id) => `${overlayDisk.directory(id)}/link`),
  );
  await tryAll(engine.agent, [
    ...unmountRootfs(container),
    ...removeRootfs(
      container,
      links.filter((bytes) => bytes !== null).map((bytes) => decodeText(bytes)),
    ),
    remove(containerDisk.directory(container.id)),
    remove(shimHome(container.id)),
  ]);
  await engine.containers.forget(container);
  if (volumes) await removeAnonymous(engine, container);
  engine.noteContainer('destroy', container);
  engine.tell({ type: 'container', action: 'destroy', id: container.id });
}

/** Those that another container has by now stay. */
async function removeAnonymous(engine: EngineState, container: Container): Promise<void> {
  for (const name of anonymousVolumes(container)) {
    if ((await volumeUsers(engine, name)).length === 0) await removeVolume(engine, name, true);
  }
}

async function killFirst(engine: EngineState, container: Container): Promise<void> {
  if (!container.file.State.Running) return;
  const ended = waitContainer(engine, container);
  await signalContainer(engine, container, 9);
  await ended;
}
