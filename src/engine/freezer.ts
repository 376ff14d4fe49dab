// The cgroup freezer (Documentation/admin-guide/cgroup-v2.rst): all processes of a container stop, and go on.
import { decodeText, encodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { cgroupFile } from './cgroup.ts';

/** Resolves when the kernel says that no process of the container runs any more. */
export async function freeze(engine: EngineState, container: Container): Promise<void> {
  await write(engine, container, '1');
  const path = cgroupFile(container.id, 'cgroup.events');
  while (!/^frozen 1$/m.test(decodeText(await engine.agent.call({ op: 'read', path })))) {
    await engine.clock.delay(1);
  }
}

/** Lets a paused container go on. */
export async function resume(engine: EngineState, container: Container): Promise<void> {
  await write(engine, container, '0');
  container.file.State.Paused = false;
  await engine.containers.save(container);
  engine.tellContainer('unpause', container);
}

async function write(engine: EngineState, { id }: Container, state: '0' | '1'): Promise<void> {
  const path = cgroupFile(id, 'cgroup.freeze');
  await engine.agent.call({ op: 'write', path, data: encodeText(state) });
}
