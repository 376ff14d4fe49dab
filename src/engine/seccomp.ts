// The seccomp profile of a container: docker's default, a person's own, or none (seccomp(2), OCI config-linux.md).
import { capabilities } from './capabilities.ts';
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';
import { allowedCalls, callsByCapability } from './seccomp-calls.ts';
import { parseSecurity } from './security.ts';

interface Rule {
  readonly names: readonly string[];
  readonly action: string;
  readonly args?: readonly object[];
  readonly errnoRet?: number;
}

interface Profile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly architectures?: readonly string[];
  readonly syscalls: readonly Rule[];
}

const allow = 'SCMP_ACT_ALLOW';
const notPermitted = 1;
const notImplemented = 38;
/** All flags of clone(2) that make a namespace. */
const namespaceFlags = 0x7e020000;
/** Linux, Linux with 32-bit addresses, the same two for SVR4 programs, and the question which it is. */
const personalities = [0, 0x8, 0x20000, 0x20008, 0xffffffff];

/** The `seccomp` part of a bundle's linux object; none where unconfined or privileged. */
export function seccompPart(hostConfig: HostConfig): { seccomp?: Profile } {
  const { seccomp } = parseSecurity(hostConfig.SecurityOpt ?? []);
  if (hostConfig.Privileged || seccomp === 'unconfined') return {};
  return { seccomp: seccomp === null ? defaultProfile(hostConfig) : ownProfile(seccomp) };
}

/** What has no rule fails with EPERM; docker's rules depend on the capabilities that the container has. */
function defaultProfile(hostConfig: HostConfig): Profile {
  const held = capabilities({
    privileged: false,
    add: hostConfig.CapAdd ?? [],
    drop: hostConfig.CapDrop ?? [],
  });
  const byCapability = held.flatMap((name) => callsByCapability[name]?.split(' ') ?? []);
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: notPermitted,
    architectures: ['SCMP_ARCH_X86'],
    syscalls: [
      { names: [...new Set([...allowedCalls, 'modify_ldt', ...byCapability])], action: allow },
      ...personalities.map((value) => ({
        names: ['personality'],
        action: allow,
        args: [{ index: 0, value, op: 'SCMP_CMP_EQ' }],
      })),
      ...(held.includes('CAP_SYS_ADMIN') ? [] : noNamespaces),
    ],
  };
}

const noNamespaces: readonly Rule[] = [
  {
    names: ['clone'],
    action: allow,
    args: [{ index: 0, value: namespaceFlags, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
  },
  // Its flags are in memory, where no filter sees them: libraries then fall back to clone.
  { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: notImplemented },
];

function ownProfile(text: string): Profile {
  try {
    return JSON.parse(text) as Profile;
  } catch (cause) {
    const why = `Decoding seccomp profile failed: ${(cause as Error).message}`;
    throw new EngineError('invalid', why, { cause });
  }
}
