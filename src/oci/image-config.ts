// The image's configuration: OCI image-spec config.md, with the fields docker adds.
import { type Digest, parseDigest } from './digest.ts';
import {
  array,
  type JsonObject,
  object,
  optionalText,
  parseJsonObject,
  text,
  textMap,
  texts,
} from './json.ts';
import { type DockerConfig, parseDockerConfig } from './run-config.ts';

export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  /** RFC 3339, or '' where the image does not say. */
  readonly created: string;
  /** Diff ids, base first. */
  readonly diffIds: readonly Digest[];
  /** How the image was made, oldest first. */
  readonly history: readonly HistoryStep[];
  readonly run: RunConfig;
  /** `config` as it stands, in docker's fields. */
  readonly docker: DockerConfig;
  readonly author: string;
  readonly comment: string;
  /** The whole configuration. */
  readonly json: JsonObject;
}

/** One step of how the image was made. */
export interface HistoryStep {
  /** RFC 3339, or ''. */
  readonly created: string;
  /** The instruction: "/bin/sh -c #(nop)  CMD [\"sh\"]". */
  readonly createdBy: string;
  readonly comment: string;
  /** It made no layer. */
  readonly emptyLayer: boolean;
}

/** How containers of the image run, unless told otherwise. */
export interface RunConfig {
  readonly user: string;
  /** "NAME=value". */
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  readonly labels: Readonly<Record<string, string>>;
  /** "80/tcp". */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal: string;
}

export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const json = parseJsonObject(bytes, 'image configuration');
  const rootfs = object(json['rootfs'], 'rootfs');
  if (rootfs['type'] !== 'layers') throw new Error('rootfs.type is not "layers"');
  const config = object(json['config'] ?? {}, 'config');
  return {
    os: text(json['os'], 'os'),
    architecture: text(json['architecture'], 'architecture'),
    created: optionalText(json['created'], 'created'),
    diffIds: array(rootfs['diff_ids'] ?? [], 'rootfs.diff_ids').map((each) =>
      parseDigest(text(each, 'rootfs.diff_ids')),
    ),
    history: array(json['history'] ?? [], 'history').map(parseStep),
    run: parseRunConfig(config),
    docker: parseDockerConfig(config, 'config'),
    author: optionalText(json['author'], 'author'),
    comment: optionalText(json['comment'], 'comment'),
    json,
  };
}

function parseStep(value: unknown): HistoryStep {
  const json = object(value, 'history');
  return {
    created: optionalText(json['created'], 'history.created'),
    createdBy: optionalText(json['created_by'], 'history.created_by'),
    comment: optionalText(json['comment'], 'history.comment'),
    emptyLayer: json['empty_layer'] === true,
  };
}

function parseRunConfig(json: JsonObject): RunConfig {
  return {
    user: optionalText(json['User'], 'config.User'),
    env: texts(json['Env'], 'config.Env'),
    entrypoint: texts(json['Entrypoint'], 'config.Entrypoint'),
    cmd: texts(json['Cmd'], 'config.Cmd'),
    workingDir: optionalText(json['WorkingDir'], 'config.WorkingDir'),
    labels: textMap(json['Labels'], 'config.Labels'),
    exposedPorts: Object.keys(object(json['ExposedPorts'] ?? {}, 'config.ExposedPorts')),
    volumes: Object.keys(object(json['Volumes'] ?? {}, 'config.Volumes')),
    stopSignal: optionalText(json['StopSignal'], 'config.StopSignal'),
  };
}
