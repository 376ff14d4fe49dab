import { EngineError } from '../../engine/error.ts';
import { atLeast, type Call, type Command, CommandError } from '../command.ts';
import { daemonText, missingText } from '../failure.ts';
import type { Flag } from '../flag.ts';
import { notManager } from '../swarm/refusal.ts';
import { inspectEach } from './inspect.ts';
import { type FindObject, objectKinds } from './objects.ts';

/** The inspect command of one kind of object. */
export function inspectCommand(options: {
  /** What it takes: "CONTAINER [CONTAINER...]". */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly find: FindObject;
}): Command {
  const { usage, summary, flags, find } = options;
  return {
    usage,
    summary,
    flags,
    takes: atLeast(1),
    run: (call) => inspectEach(call, (name) => findOrTell(call, find, name)),
  };
}

async function findOrTell(
  { engine, flags }: Call,
  find: FindObject,
  name: string,
): ReturnType<FindObject> {
  try {
    return await find(engine, name, flags.bool('size'));
  } catch (error) {
    throw new CommandError(missingText(error));
  }
}

const swarmKinds = ['service', 'task', 'node', 'secret', 'config'];

/** `docker inspect`: an object of whatever kind has the name, containers first. */
export function inspectAny(call: Call): Promise<number> {
  const kind = call.flags.text('type') ?? '';
  if (swarmKinds.includes(kind)) {
    return inspectEach(call, () => {
      throw new CommandError(daemonText(new EngineError('system', notManager)));
    });
  }
  if (kind === 'plugin') {
    return inspectEach(call, (name) => {
      throw new CommandError(`Error: No such plugin: ${name}`);
    });
  }
  if (kind !== '' && !Object.hasOwn(objectKinds, kind)) {
    throw new CommandError(`${JSON.stringify(kind)} is not a valid value for --type`);
  }
  const find = objectKinds[kind];
  return inspectEach(call, (name) => (find ? findOrTell(call, find, name) : findAny(call, name)));
}

async function findAny(call: Call, name: string): ReturnType<FindObject> {
  const { engine, client, flags } = call;
  for (const [kind, find] of Object.entries(objectKinds)) {
    try {
      const found = await find(engine, name, flags.bool('size'));
      if (flags.bool('size') && kind !== 'container') {
        await client.err(`WARNING: --size ignored for ${kind}\n`);
      }
      return found;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // A name that can be no image's may still be another object's.
      if (error.code !== 'notFound' && error.code !== 'invalid') {
        throw new CommandError(daemonText(error));
      }
    }
  }
  throw new CommandError(`Error: No such object: ${name}`);
}
