// The keys that let go of a container: --detach-keys, or what the person's settings say.
import { EngineError } from '../../engine/error.ts';
import type { Call } from '../command.ts';
import { preferred } from '../settings.ts';

const key = /^(?:[^,]|ctrl-[a-z@[\\\]^_]|DEL)$/;

/** The keys as the client of a terminal takes them; null for docker's own. `noun` is how the daemon calls them where they are none. */
export async function detachKeys(call: Call, noun: 'detach' | 'escape'): Promise<string | null> {
  const keys = await preferred(call, 'detach-keys', 'detachKeys');
  if (keys === null || keys.split(',').every((each) => key.test(each))) return keys;
  throw new EngineError('invalid', `Invalid ${noun} keys (${keys}) provided`);
}
