import { fetchArtifact, fetchText, type ArtifactSource } from './artifacts.ts';
import type { BootFiles } from './boot.ts';
import { gunzip } from './compression.ts';
import { manifestPath, parseBootArtifacts, parseManifest, type Artifact } from './manifest.ts';
import { secondCommandLine, secondMemorySize } from './options.ts';

/** Fetches and checks what it takes to boot a machine beside the one that was restored. */
export async function fetchBootFiles(source: ArtifactSource): Promise<BootFiles> {
  const text = await fetchText(source, manifestPath, false);
  const { kernel, initramfs, bios, vgaBios } = parseBootArtifacts(text);
  const fetched = [kernel, initramfs, bios, vgaBios, parseManifest(text).artifacts.wasm].map(
    (artifact) => fetchWhole(source, artifact),
  );
  const [kernelBytes, initrd, biosBytes, vgaBiosBytes, wasm] = await Promise.all(fetched);
  if (!kernelBytes || !initrd || !biosBytes || !vgaBiosBytes || !wasm)
    throw new Error('A file of the boot is missing');
  return {
    ...{ kernel: kernelBytes, initrd, bios: biosBytes, vgaBios: vgaBiosBytes, wasm },
    memory: secondMemorySize,
    commandLine: secondCommandLine,
  };
}

async function fetchWhole(source: ArtifactSource, artifact: Artifact): Promise<Uint8Array> {
  const bytes = await fetchArtifact(source, artifact, () => undefined);
  return artifact.compression === 'gzip' ? gunzip(bytes) : bytes;
}
