// The build cache: an image that was made from the same parent by the same step stands for doing it again.
import type { Digest } from '../../oci/digest.ts';
import { object } from '../../oci/json.ts';
import { type DockerConfig, parseDockerConfig } from '../../oci/run-config.ts';
import type { Image } from '../image-store.ts';
import type { EngineState } from '../state.ts';

/** The newest image that the step has made before, or null. */
export async function findCached(
  engine: EngineState,
  parent: Digest | null,
  step: DockerConfig,
): Promise<Image | null> {
  const siblings = (await engine.images.list()).filter((image) => image.parent === parent);
  const same = siblings.filter((image) => isSame(containerConfigOf(image), step));
  same.sort((a, b) => (a.config.created < b.config.created ? 1 : -1));
  return same[0] ?? null;
}

function containerConfigOf({ config }: Image): DockerConfig | null {
  const json = config.json['container_config'];
  if (json === undefined || json === null) return null;
  return parseDockerConfig(object(json, 'container_config'), 'container_config');
}

const compared = ['Cmd', 'Env', 'Labels', 'ExposedPorts', 'Entrypoint', 'Volumes'] as const;

/** What docker compares of two configurations. */
function isSame(a: DockerConfig | null, b: DockerConfig): boolean {
  if (!a || a.OpenStdin || b.OpenStdin) return false;
  if (a.AttachStdout !== b.AttachStdout || a.AttachStderr !== b.AttachStderr) return false;
  if (a.User !== b.User || a.Tty !== b.Tty) return false;
  return compared.every((name) => canonical(a[name]) === canonical(b[name]));
}

function canonical(
  value: readonly string[] | Readonly<Record<string, unknown>> | null | undefined,
): string {
  if (value === null || value === undefined) return '[]';
  if (Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
