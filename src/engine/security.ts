// --security-opt: what a container may do beyond its capabilities.
import { EngineError } from './error.ts';

export interface Security {
  readonly noNewPrivileges: boolean;
  /** "unconfined", a profile's JSON, or null for docker's own. */
  readonly seccomp: string | null;
}

const truths: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false]),
]) as Record<string, boolean>;

/** Reads the options; AppArmor and SELinux are taken and have no effect, as on every host without them. */
export function parseSecurity(options: readonly string[]): Security {
  let noNewPrivileges = false;
  let seccomp: string | null = null;
  for (const option of options) {
    const [name = '', value] = option.split(option.includes('=') ? /=(.*)/s : /:(.*)/s);
    if (option === 'no-new-privileges') noNewPrivileges = true;
    else if (option === 'disable') continue;
    else if (value === undefined) throw refused(1, option);
    else if (name === 'seccomp') seccomp = value;
    else if (name === 'no-new-privileges') noNewPrivileges = parseTruth(value, option);
    else if (name !== 'label' && name !== 'apparmor') throw refused(2, option);
  }
  return { noNewPrivileges, seccomp };
}

function parseTruth(value: string, option: string): boolean {
  const truth = Object.hasOwn(truths, value) ? truths[value] : undefined;
  if (truth === undefined) throw refused(2, option);
  return truth;
}

function refused(place: number, option: string): EngineError {
  return new EngineError(
    'invalid',
    `invalid --security-opt ${String(place)}: ${JSON.stringify(option)}`,
  );
}
