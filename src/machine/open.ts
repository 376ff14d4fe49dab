import { ArtifactError, fetchArtifact, fetchText } from './artifacts.ts';
import type { ArtifactSource } from './artifacts.ts';
import { gunzip, unpackState } from './compression.ts';
import { makeEmulator } from './emulator.ts';
import type { Machine, Progress } from './machine.ts';
import { manifestPath, parseManifest } from './manifest.ts';
import type { Artifact, Manifest } from './manifest.ts';
import { memorySize, v86Version } from './options.ts';
import { importV86 } from './patches/yield.ts';
import { fetchProgress } from './progress.ts';
import { RestoredMachine } from './restored.ts';
import { parseState } from './state.ts';

export interface OpenOptions {
  readonly artifacts: ArtifactSource;
  onProgress?(progress: Progress): void;
}

export interface OpenedMachine {
  readonly machine: Machine;
  readonly manifest: Manifest;
  /** Bytes fetched for it. */
  readonly bytes: number;
}

/** Fetches, checks and restores the built guest; it runs when this resolves. Greet its agent next. */
export async function openMachine(options: OpenOptions): Promise<OpenedMachine> {
  const { artifacts, onProgress = () => undefined } = options;
  const imported = importV86();
  imported.catch(() => undefined); // told by `makeEmulator`, which imports it again
  const manifest = await fetchManifest(artifacts);
  const { state, wasm } = manifest.artifacts;
  const told = fetchProgress([state, wasm], onProgress);
  const fetched = (artifact: Artifact): Promise<Uint8Array<ArrayBuffer>> =>
    fetchArtifact(artifacts, artifact, told(artifact));
  const stateFetched = fetched(state);
  const [stateBytes, emulatorParts] = await Promise.all([
    stateFetched,
    fetched(wasm).then(async (bytes) => {
      const module = await WebAssembly.compile(await uncompressed(wasm, bytes));
      return { module, emulator: await makeEmulator(module) };
    }),
  ]);
  onProgress({ stage: 'check', value: 0.82, text: 'The machine is complete and unaltered' });
  const { module, emulator } = emulatorParts;
  onProgress({ stage: 'restore', value: 0.85, text: 'Restoring the machine' });
  const plain =
    state.compression === 'zstd'
      ? unpackState(emulator.cpu, stateBytes)
      : await uncompressed(state, stateBytes);
  const base = { image: manifest.image, wasm: module, state: parseState(plain) };
  return {
    machine: new RestoredMachine(base, emulator),
    manifest,
    bytes: state.bytes + wasm.bytes,
  };
}

async function fetchManifest(artifacts: ArtifactSource): Promise<Manifest> {
  const parsed = async (fresh: boolean): Promise<Manifest> =>
    parseManifest(await fetchText(artifacts, manifestPath, fresh));
  const manifest = await parsed(false).catch(() => parsed(true));
  if (manifest.v86 !== v86Version || manifest.memory !== memorySize) {
    const text = `The guest was built for v86 ${manifest.v86} with ${manifest.memory} bytes; this is v86 ${v86Version} with ${memorySize}`;
    throw new ArtifactError(manifestPath, text);
  }
  return manifest;
}

function uncompressed(
  artifact: Artifact,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (artifact.compression) {
    case 'none':
      return Promise.resolve(bytes);
    case 'gzip':
      return gunzip(bytes);
    case 'zstd':
      throw new ArtifactError(artifact.path, `Only the state may be zstd, not ${artifact.path}`);
  }
}
