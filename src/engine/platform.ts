import { EngineError } from './error.ts';

/** What this engine is and runs on; said openly by `docker version` and `docker info`. */
export const platform = { os: 'linux', architecture: '386' } as const;

export const engineVersion = '0.1.0';
/** The version of Docker's API and words that this engine follows. */
export const apiVersion = '1.41';
/** The oldest that docker's daemon of that version speaks. */
export const oldestApiVersion = '1.12';
export const followsDocker = '20.10.24';

const architectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  i486: '386',
  i586: '386',
  i686: '386',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
};
const systems: Readonly<Record<string, string>> = { macos: 'darwin' };
const known = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm'.split(
    ' ',
  ),
);
const part = /^[A-Za-z0-9_-]+$/;

/** "linux/amd64" of "linux/x86_64", as containerd's platforms.Parse has it; throws the daemon's sentence. */
export function parsePlatform(text: string): string {
  const parts = text.split('/');
  const wrong = parts.find((each) => !part.test(each));
  if (wrong !== undefined) {
    const rule = `platform specifier component must match "${part.source}"`;
    throw new EngineError(
      'invalid',
      `"${wrong}" is an invalid component of "${text}": ${rule}: invalid argument`,
    );
  }
  const [first = '', ...rest] = parts.map((each) => each.toLowerCase());
  const system = systems[first] ?? first;
  if (rest.length === 0) {
    const architecture = architectures[first] ?? first;
    if (known.has(architecture)) return `${platform.os}/${architecture}`;
    if (['linux', 'windows', 'darwin', 'freebsd'].includes(system)) {
      return `${system}/${platform.architecture}`;
    }
    throw new EngineError(
      'invalid',
      `"${text}": unknown operating system or architecture: invalid argument`,
    );
  }
  const [architecture = '', ...variant] = rest;
  return [system, architectures[architecture] ?? architecture, ...variant].join('/');
}
