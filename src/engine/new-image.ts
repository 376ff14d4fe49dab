// The configuration of an image that is made here, as docker writes it.
import { encodeText } from '../base/bytes.ts';
import type { Digest } from '../oci/digest.ts';
import type { ImageConfig } from '../oci/image-config.ts';
import type { JsonObject } from '../oci/json.ts';
import { type DockerConfig, formatDockerConfig } from '../oci/run-config.ts';
import { emptyDiffId } from './layer-store.ts';
import { platform } from './platform.ts';

export const engineVersion = '20.10.24';

export interface ChildWish {
  /** null for an image from scratch. */
  readonly parent: ImageConfig | null;
  readonly created: string;
  readonly author: string;
  readonly comment: string;
  /** The container it was made in, or ''. */
  readonly container: string;
  /** How that container ran: what the history shows. */
  readonly containerConfig: DockerConfig;
  readonly config: DockerConfig;
  readonly diffId: Digest;
}

/** An image on top of another; an empty layer is left out. */
export function childImage(wish: ChildWish): Uint8Array<ArrayBuffer> {
  const { parent, created, author, comment, containerConfig, diffId } = wish;
  const isEmpty = diffId === emptyDiffId;
  const base: JsonObject = parent?.json ?? {};
  const said = present({ author, comment });
  const createdBy = (containerConfig.Cmd ?? []).join(' ');
  const empty = isEmpty ? { empty_layer: true } : {};
  const entry = { created, created_by: createdBy, ...said, ...empty };
  return formatImage({
    ...platformOf(base),
    ...said,
    ...present({ container: wish.container }),
    config: formatDockerConfig(wish.config),
    container_config: formatDockerConfig(containerConfig),
    created,
    docker_version: engineVersion,
    history: [...((base['history'] as readonly unknown[] | undefined) ?? []), entry],
    rootfs: {
      type: 'layers',
      diff_ids: [...(parent?.diffIds ?? []), ...(isEmpty ? [] : [diffId])],
    },
  });
}

/** What an image keeps of the one below beside its layers. */
function platformOf(base: JsonObject): JsonObject {
  const { architecture = platform.architecture, os = platform.os, variant } = base;
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}

function present(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** JSON with docker's escapes, its first level sorted. */
export function formatImage(json: JsonObject): Uint8Array<ArrayBuffer> {
  const sorted = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return encodeText(formatJson(Object.fromEntries(sorted)));
}

/** JSON as Go's encoder writes it: what HTML could mistake for markup is escaped. */
export function formatJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
