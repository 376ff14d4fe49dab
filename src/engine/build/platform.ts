// "linux/386" as containerd reads it: what --platform of docker build and of FROM may be.
import { EngineError } from '../error.ts';

const component = '^[A-Za-z0-9_-]+$';
const systems =
  'aix android darwin dragonfly freebsd hurd illumos js linux nacl netbsd openbsd plan9 solaris windows zos';
const architectures =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel';

/** Throws containerd's sentence for what is no platform. */
export function parsePlatform(text: string): void {
  const fault = (why: string): Error =>
    new Error(`${JSON.stringify(text)}: ${why}: invalid argument`);
  if (text.includes('*')) throw fault('wildcards not yet supported');
  const parts = text.split('/');
  const bad = parts.find((part) => !new RegExp(component).test(part));
  if (bad !== undefined) {
    throw new Error(
      `${JSON.stringify(bad)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match ${JSON.stringify(component)}: invalid argument`,
    );
  }
  if (parts.length > 3) throw fault('cannot parse platform specifier');
  const known = [...systems.split(' '), 'macos', ...architectures.split(' ')];
  if (parts.length === 1 && !known.includes(text.toLowerCase())) {
    throw fault('unknown operating system or architecture');
  }
}

/** As `parsePlatform`, for FROM. */
export function checkPlatform(text: string): void {
  try {
    parsePlatform(text);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('invalid', `failed to parse platform ${text}: ${why}`, { cause });
  }
}
