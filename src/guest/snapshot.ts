// Boots the guest in Node and saves it as the tab will restore it: `manifest.json` and the files it names.
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bootMachine, type BootedMachine } from '../machine/boot.ts';
import { formatManifest, type Artifact, type Compression } from '../machine/manifest.ts';
import { commandLine, hardware, memorySize, v86Version } from '../machine/options.ts';
import { keyOfFiles, sha256, sha256OfFile } from './cache.ts';
import { runCommand } from './command.ts';
import type { Package } from './debian.ts';
import type { Kernel } from './kernel.ts';
import { guestPackages } from './programs.ts';
import { greetAgent, settle } from './settle.ts';
import type { Toolchain } from './toolchain.ts';

/** Files and facts that a snapshot is made from. */
export interface SnapshotParts {
  readonly kernel: Kernel;
  readonly initramfs: string;
  readonly bios: string;
  readonly vgaBios: string;
  readonly packages: readonly Package[];
  /** Sources that programs of the guest were compiled from, beside those of our own. */
  readonly sources: readonly Package[];
  readonly toolchain: Toolchain;
}

type Say = (text: string) => void;

const here = dirname(fileURLToPath(import.meta.url));
const v86 = dirname(createRequire(import.meta.url).resolve('v86'));

/** Hash over all that the snapshot depends on: the image id. */
export async function snapshotKey(parts: SnapshotParts): Promise<string> {
  const files = [parts.kernel.image, parts.initramfs, parts.bios, parts.vgaBios];
  const code = [
    'snapshot.ts',
    'settle.ts',
    'pin-runtime.ts',
    '../machine/patches/raw-ports.ts',
    '../machine/machine.ts',
  ];
  const hashes = [...files, join(v86, 'libv86.mjs'), join(v86, 'v86.wasm')].map(sha256OfFile);
  return sha256(
    JSON.stringify([
      await Promise.all(hashes),
      [hardware, commandLine, v86Version],
      await keyOfFiles(code.map((name) => join(here, name))),
    ]),
  );
}

/** Boots, waits until the agent is ready and the machine idles, saves, compresses. */
export async function takeSnapshot(
  folder: string,
  { image, parts }: { image: string; parts: SnapshotParts },
  say: Say,
): Promise<void> {
  const wasm = await readFile(join(v86, 'v86.wasm'));
  say('Booting');
  const { state, bootMs } = await bootAndSave(parts, wasm, say);
  say(`Compressing ${(state.length / 1e6).toFixed(1)} MB`);
  const packed = await compressState(folder, state, parts.toolchain);
  const artifacts = {
    state: await writeArtifact(folder, 'state', [packed, 'zstd']),
    wasm: await writeArtifact(folder, 'wasm', [gzipSync(wasm, { level: 9 }), 'gzip']),
  };
  const manifest = {
    format: 1,
    image,
    v86: v86Version,
    memory: memorySize,
    kernel: parts.kernel.release,
    bootMs,
    packages: versions(parts),
    artifacts,
  } as const;
  await writeFile(join(folder, 'manifest.json'), formatManifest(manifest));
  await writeFile(
    join(folder, 'packages.json'),
    `${JSON.stringify(allPackages(parts), null, 1)}\n`,
  );
  const total = artifacts.state.bytes + artifacts.wasm.bytes;
  say(`${(total / 1e6).toFixed(2)} MB to download, booted in ${(bootMs / 1000).toFixed(1)} s`);
}

async function bootAndSave(parts: SnapshotParts, wasm: Uint8Array, say: Say) {
  const [kernel, initrd, bios, vgaBios] = await Promise.all(
    [parts.kernel.image, parts.initramfs, parts.bios, parts.vgaBios].map((path) => readFile(path)),
  );
  if (!kernel || !initrd || !bios || !vgaBios) throw new Error('A file of the guest is missing');
  const started = performance.now();
  const machine = await bootMachine({ kernel, initrd, bios, vgaBios, wasm });
  try {
    const failed = whenFailed(machine);
    const agent = await Promise.race([failed, greetAgent(machine)]);
    const bootMs = Math.round(performance.now() - started);
    say('Trying every program');
    await Promise.race([failed, settle(agent)]);
    await Promise.race([failed, machine.idle()]);
    return { state: await machine.save(), bootMs };
  } finally {
    await machine.shutdown();
  }
}

function whenFailed(machine: BootedMachine): Promise<never> {
  let console = '';
  machine.onConsole((text) => (console = (console + text).slice(-4000)));
  return new Promise((_, reject) => {
    machine.onFailed(({ kind }) =>
      reject(new Error(`The guest ${kind} while booting:\n${console}`)),
    );
  });
}

/** zstd, because v86 brings its own decoder for it: no browser has to know it. */
async function compressState(
  folder: string,
  state: Uint8Array,
  toolchain: Toolchain,
): Promise<Buffer> {
  const raw = join(folder, 'state.raw');
  await writeFile(raw, state);
  const argv = ['-q', '--rm', '--ultra', '-22', '--no-check', raw, '-o', `${raw}.zst`];
  await runCommand('zstd', argv, { env: toolchain.env });
  const packed = await readFile(`${raw}.zst`);
  await runCommand('rm', ['-f', raw, `${raw}.zst`]);
  return packed;
}

async function writeArtifact(
  folder: string,
  name: string,
  [bytes, compression]: readonly [Buffer, Compression],
): Promise<Artifact> {
  const hash = sha256(bytes);
  const path = `${name}-${hash.slice(0, 12)}.bin`;
  await writeFile(join(folder, path), bytes);
  return { path, bytes: bytes.length, sha256: hash, compression };
}

/** Packages that the guest's commands come from, name to version. */
function versions({ packages, sources }: SnapshotParts): Record<string, string> {
  const named = packages.filter(({ name }) => guestPackages.includes(name));
  return Object.fromEntries([...named, ...sources].map(({ name, version }) => [name, version]));
}

function allPackages({ packages, sources, toolchain }: SnapshotParts) {
  const plain = (each: Package) => ({
    name: each.name,
    version: each.version,
    architecture: each.architecture,
    bytes: each.bytes,
    sha256: each.sha256,
  });
  return {
    guest: [...packages, ...sources].map(plain),
    compilers: toolchain.packages.map(plain),
  };
}
