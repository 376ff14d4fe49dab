// Docker's first image format, one JSON a layer, which `docker save` still writes beside the present one.
import { encodeText } from '../base/bytes.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, digestHex, sha256 } from '../oci/digest.ts';
import type { ImageConfig } from '../oci/image-config.ts';
import { type JsonObject, object } from '../oci/json.ts';
import { emptyDockerConfig, parseDockerConfig } from '../oci/run-config.ts';
import type { Image } from './image-store.ts';
import { formatJson } from './new-image.ts';

export interface LegacyLayer {
  /** 64 hex digits. */
  readonly id: string;
  readonly json: string;
  readonly diffId: Digest;
}

const order = [
  ...['id', 'parent', 'comment', 'created', 'container', 'container_config', 'docker_version'],
  ...['author', 'config', 'architecture', 'variant', 'os'],
];

/** Base first; the last one stands for the image. */
export async function legacyLayers({ config }: Image): Promise<LegacyLayer[]> {
  const chain = await chainIds(config.diffIds);
  const layers: LegacyLayer[] = [];
  for (const [index, diffId] of config.diffIds.entries()) {
    const isTop = index === config.diffIds.length - 1;
    const parent = layers.at(-1)?.id;
    const plain = { created: '1970-01-01T00:00:00Z', container_config: emptyDockerConfig };
    const fields: JsonObject = isTop ? topFields(config) : plain;
    const id = await legacyId(pick(fields), chain[index] ?? diffId, parent);
    const os = config.os;
    const json = formatJson(pick({ ...fields, id, os, ...(parent ? { parent } : {}) }));
    layers.push({ id, json, diffId });
  }
  return layers;
}

function topFields(config: ImageConfig): JsonObject {
  const container = object(config.json['container_config'] ?? {}, 'container_config');
  return {
    ...config.json,
    container_config: parseDockerConfig(container, 'container_config'),
    config: config.docker,
  };
}

async function legacyId(fields: JsonObject, chainId: Digest, parent?: string): Promise<string> {
  const named = { ...fields, layer_id: chainId, ...(parent ? { parent: `sha256:${parent}` } : {}) };
  const sorted = Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
  return digestHex(await sha256(encodeText(formatJson(Object.fromEntries(sorted)))));
}

function pick(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    order.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
}
