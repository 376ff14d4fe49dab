// A container's end: the shim has written how, the engine takes it into the container's state.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { settleExec } from './exec.ts';
import { openEndpoints, tellParted } from './joining.ts';
import { listDirectory, tryAll } from './file.ts';
import { closeSandbox } from './network/sandbox.ts';
import { removeContainer, removesItself } from './remove.ts';
import { restartLater, restartsAfter } from './restart-again.ts';
import { enterRunning } from './running.ts';
import { unmountShm, unmountVolumes } from './start-mounts.ts';
import { unmountRootfs } from './rootfs.ts';
import { exitDirectory, readExit, readStart, shimHome, type ShimExit } from './shim.ts';

/** Exit code of a container whose end nobody saw, as docker gives it after a restart of the daemon. */
const unseenExit = 255;

/** Takes in the exit file of a container, if there is one. Harmless when repeated. */
export async function settleExit(engine: EngineState, id: string): Promise<void> {
  const container = await engine.containers.get(id);
  if (!container) {
    await settleExec(engine, id);
    return;
  }
  await engine.containers.lock(container, async () => {
    const exit = await readExit(engine.agent, `${exitDirectory}/${id}`);
    if (exit) await settle(engine, container, exit);
  });
}

/** Compares every container that counts as running with what the guest shows: for after a restore or a lost notice. */
export async function settleAll(engine: EngineState): Promise<void> {
  for (const { name } of await listDirectory(engine.agent, exitDirectory))
    await settleExit(engine, name);
  for (const container of await engine.containers.list()) {
    const { State: state } = container.file;
    if (state.Restarting) void restartLater(engine, container);
    else if (state.Running && !(await isAlive(engine, container))) {
      await engine.containers.lock(container, () =>
        settle(engine, container, {
          exit: unseenExit,
          oomKilled: false,
          pid: container.file.State.Pid,
          startedAt: container.file.State.StartedAt,
          finishedAt: engine.now(),
        }),
      );
    }
  }
}

async function settle(engine: EngineState, container: Container, exit: ShimExit): Promise<void> {
  const { file } = container;
  // A short life may be over before its start was heard of.
  if (engine.containers.starting.has(container.id) || !file.State.Running) {
    enterRunning(engine, container, { pid: exit.pid, at: exit.startedAt });
    engine.tellContainer('start', container);
  }
  Object.assign(file.State, {
    Paused: false,
    Pid: 0,
    ExitCode: exit.exit,
    OOMKilled: exit.oomKilled,
    FinishedAt: exit.finishedAt,
  });
  const again = restartsAfter(engine, container, exit.exit);
  // A container that waits for its restart counts as running: it can be stopped, and not removed.
  Object.assign(file.State, { Running: again, Restarting: again });
  if (again) file.RestartCount++;
  // As docker has it: who is not probed any more is not well.
  if (file.State.Health) file.State.Health = { ...file.State.Health, Status: 'unhealthy' };
  const endpoints = openEndpoints(container);
  await closeSandbox(engine, container);
  await engine.containers.save(container);
  await tryAll(engine.agent, [...unmountRootfs(container), ...unmountShm(container)]);
  await unmountVolumes(engine, container);
  await discard(engine, container.id);
  if (exit.oomKilled) engine.noteContainer('oom', container);
  engine.tellContainer('die', container, { exitCode: String(exit.exit) });
  await tellParted(engine, container, endpoints);
  if (again) void restartLater(engine, container);
  else if (removesItself(container)) await removeContainer(engine, container, true);
  engine.tellExit(container);
}

/** Clears away what a container's shim has left. */
async function discard(engine: EngineState, id: string): Promise<void> {
  await tryAll(engine.agent, [
    { op: 'remove', path: shimHome(id), recursive: true },
    { op: 'remove', path: `${exitDirectory}/${id}` },
  ]);
}

async function isAlive(engine: EngineState, container: Container): Promise<boolean> {
  const start = await readStart(engine.agent, container.id);
  if (!start || !('pid' in start)) return false;
  const [process] = await engine.agent.batch([{ op: 'stat', path: `/proc/${String(start.pid)}` }], {
    keepGoing: true,
  });
  return process?.ok === true;
}
