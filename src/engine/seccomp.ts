// The seccomp filter of a container: docker's default, a person's own profile, or none (seccomp(2)).
import { capabilities } from './capabilities.ts';
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';
import { compileFilter } from './seccomp-filter.ts';
import { allowedCalls, callsByCapability } from './seccomp-calls.ts';
import { parseSecurity } from './security.ts';

/** What a bundle says about it: a profile for the runtime to compile, or a program that is ready. */
export interface SeccompPart {
  readonly linux: object;
  readonly annotations: Readonly<Record<string, string>>;
}

const nothing: SeccompPart = { linux: {}, annotations: {} };

/**
 * The default is given to the runtime as a program: compiling the profile with libseccomp costs the guest 14 million
 * instructions at each start, which is half a `docker run`.
 */
export function seccompPart(hostConfig: HostConfig): SeccompPart {
  const { seccomp } = parseSecurity(hostConfig.SecurityOpt ?? []);
  if (hostConfig.Privileged || seccomp === 'unconfined') return nothing;
  if (seccomp !== null) return { ...nothing, linux: { seccomp: parseProfile(seccomp) } };
  const held = capabilities({
    privileged: false,
    add: hostConfig.CapAdd ?? [],
    drop: hostConfig.CapDrop ?? [],
  });
  return { ...nothing, annotations: { 'run.oci.seccomp_bpf_data': defaultFilter(held) } };
}

const filters = new Map<string, string>();

/** In base64; the same for all containers with these capabilities. */
function defaultFilter(held: readonly string[]): string {
  const key = held.join();
  const present = filters.get(key);
  if (present !== undefined) return present;
  const byCapability = held.flatMap((name) => callsByCapability[name]?.split(' ') ?? []);
  const allowed = new Set([...allowedCalls, ...byCapability]);
  const filter = compileFilter(allowed);
  filters.set(key, filter);
  return filter;
}

function parseProfile(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = `Decoding seccomp profile failed: ${(cause as Error).message}`;
    throw new EngineError('invalid', why, { cause });
  }
}
