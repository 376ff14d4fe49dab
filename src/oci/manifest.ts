// Image manifests and indexes: OCI image-spec manifest.md and image-index.md, docker's schema 2.
import { type Digest, parseDigest } from './digest.ts';
import {
  array,
  count,
  type JsonObject,
  object,
  optionalText,
  parseJsonObject,
  text,
} from './json.ts';
import { mediaMeaning } from './media-type.ts';

/** Points at a blob by its content. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes, as stored (compressed). */
  readonly size: number;
}

export interface Manifest {
  readonly kind: 'manifest';
  readonly config: Descriptor;
  /** Base first. */
  readonly layers: readonly Descriptor[];
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

export interface Index {
  readonly kind: 'index';
  readonly manifests: readonly (Descriptor & { readonly platform: Platform | null })[];
}

/** Reads a manifest or an index; throws with the offending field on anything else. */
export function parseManifest(bytes: Uint8Array): Manifest | Index {
  const json = parseJsonObject(bytes, 'manifest');
  if (json['schemaVersion'] !== 2) {
    throw new Error(`unsupported manifest schema version ${JSON.stringify(json['schemaVersion'])}`);
  }
  const type = optionalText(json['mediaType'], 'mediaType');
  const meaning = type === '' ? ('manifests' in json ? 'index' : 'manifest') : mediaMeaning(type);
  if (meaning === 'index') return parseIndex(json);
  if (meaning === 'manifest') return parseImageManifest(json);
  throw new Error(`unsupported manifest media type ${JSON.stringify(type)}`);
}

/** The index's entry for a platform, or null. */
export function selectPlatform(index: Index, os: string, architecture: string): Descriptor | null {
  return (
    index.manifests.find(
      ({ platform }) => platform?.os === os && platform.architecture === architecture,
    ) ?? null
  );
}

function parseImageManifest(json: JsonObject): Manifest {
  const config = parseDescriptor(json['config'], 'config');
  const layers = array(json['layers'], 'layers').map((each, index) => {
    const layer = parseDescriptor(each, `layers[${String(index)}]`);
    if (mediaMeaning(layer.mediaType) !== 'layer') {
      throw new Error(`unsupported layer media type ${JSON.stringify(layer.mediaType)}`);
    }
    return layer;
  });
  if (mediaMeaning(config.mediaType) !== 'config') {
    throw new Error(`unsupported config media type ${JSON.stringify(config.mediaType)}`);
  }
  return { kind: 'manifest', config, layers };
}

function parseIndex(json: JsonObject): Index {
  const manifests = array(json['manifests'], 'manifests').map((each, index) => {
    const what = `manifests[${String(index)}]`;
    const platform = object(each, what)['platform'];
    return {
      ...parseDescriptor(each, what),
      platform: platform === undefined ? null : parsePlatform(object(platform, `${what}.platform`)),
    };
  });
  return { kind: 'index', manifests };
}

function parsePlatform(json: JsonObject): Platform {
  return {
    os: text(json['os'], 'platform.os'),
    architecture: text(json['architecture'], 'platform.architecture'),
    variant: optionalText(json['variant'], 'platform.variant'),
  };
}

function parseDescriptor(value: unknown, what: string): Descriptor {
  const json = object(value, what);
  return {
    mediaType: text(json['mediaType'], `${what}.mediaType`),
    digest: parseDigest(text(json['digest'], `${what}.digest`)),
    size: count(json['size'], `${what}.size`),
  };
}
