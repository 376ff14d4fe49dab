// docker volume create.
import { EngineError } from '../error.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { makeVolume } from './store.ts';
import type { Volume, VolumeWish } from './volume.ts';

const valid = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const shortest = 2;
const options = ['type', 'o', 'device', 'size'];

/** Makes a volume, or answers the one that has the name already. */
export function createVolume(engine: EngineState, wish: VolumeWish): Promise<Volume> {
  return engine.volumes.changes.run(async () => {
    const name = wish.name || randomId(engine.random);
    const present = await engine.volumes.find(name);
    checkDriver(name, wish.driver);
    if (present) {
      // Docker tells of every wish, also of one that was fulfilled already.
      noteCreation(engine, name);
      return present;
    }
    checkVolume(name, wish.options ?? {});
    const volume = makeVolume(name, engine.clock.now(), {
      Labels: wish.labels,
      Options: wish.options,
    });
    await engine.volumes.add(volume);
    noteCreation(engine, name);
    engine.tell({ type: 'volume', action: 'create', name });
    return volume;
  });
}

function noteCreation(engine: EngineState, id: string): void {
  engine.journal.add({ type: 'volume', action: 'create', id, attributes: { driver: 'local' } });
}

function checkDriver(name: string, driver: string): void {
  if (driver === '' || driver === 'local') return;
  throw refuse(name, `error looking up volume plugin ${driver}: plugin "${driver}" not found`);
}

function checkVolume(name: string, wanted: Readonly<Record<string, string>>): void {
  if (name.length < shortest) {
    throw refuse(
      name,
      'volume name is too short, names should be at least two alphanumeric characters',
    );
  }
  if (!valid.test(name)) {
    throw refuse(
      name,
      `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. ` +
        'If you intended to pass a host directory, use absolute path',
    );
  }
  const names = Object.keys(wanted);
  const wrong = names.find((each) => !options.includes(each));
  if (wrong !== undefined) throw refuse(name, `invalid option: "${wrong}"`);
  const missing = ['device', 'type'].find((each) => names.length > 0 && !wanted[each]);
  if (missing !== undefined) throw refuse(name, `missing required option: "${missing}"`);
}

function refuse(name: string, why: string): EngineError {
  return new EngineError('invalid', `create ${name}: ${why}`);
}
