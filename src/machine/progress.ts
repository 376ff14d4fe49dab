import type { Progress } from './machine.ts';
import type { Artifact } from './manifest.ts';

const fetchShare = 0.8; // of the whole way to the prompt
const mega = 1e6;

/** Counts the bytes of several artifacts into one progress; answers what each one's `onBytes` is. */
export function fetchProgress(
  artifacts: readonly Artifact[],
  onProgress: (progress: Progress) => void,
): (artifact: Artifact) => (bytes: number) => void {
  const total = artifacts.reduce((sum, { bytes }) => sum + bytes, 0);
  const received = new Map(artifacts.map((artifact) => [artifact, 0]));
  return (artifact) => (bytes) => {
    received.set(artifact, Math.min(bytes, artifact.bytes));
    const sum = [...received.values()].reduce((left, right) => left + right, 0);
    const text = `Fetching the machine (${megabytes(sum)} of ${megabytes(total)} MB)`;
    onProgress({ stage: 'fetch', value: (fetchShare * sum) / total, text });
  };
}

function megabytes(bytes: number): string {
  return (bytes / mega).toFixed(1);
}
