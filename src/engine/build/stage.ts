// One stage of a build while it is being built: where it stands, and how a step becomes an image.
import type { Digest } from '../../oci/digest.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { DockerConfig } from '../../oci/run-config.ts';
import type { HostConfig } from '../host-config.ts';
import type { Image } from '../image-store.ts';
import { emptyDiffId } from '../layer-store.ts';
import { childImage } from '../new-image.ts';
import type { EngineState } from '../state.ts';
import type { BuildArguments } from './arguments.ts';
import { findCached } from './cache.ts';
import { defaultShell, splitSetting } from './change.ts';
import type { Context } from './context.ts';
import { expandWord, type Variables } from './expand.ts';

export interface BuildWish {
  readonly context: Context;
  readonly args: ReadonlyMap<string, string | null>;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: string;
  readonly useCache: boolean;
  readonly pull: boolean;
  /** Intermediate containers go after a step that went well; with `forceRemove` after any. */
  readonly remove: boolean;
  readonly forceRemove: boolean;
  readonly hostConfig: HostConfig;
  /** Resolves when nobody waits for the build any more. */
  readonly interrupted: Promise<void>;
  out(text: string): Promise<void>;
  /** Fetches an image, telling its progress. */
  fetch(name: string): Promise<Image>;
}

/** One build, over all its stages. */
export interface Build {
  readonly engine: EngineState;
  readonly wish: BuildWish;
  readonly escape: string;
  /** Stages that are done, in order. */
  readonly done: Stage[];
  readonly args: BuildArguments;
  cancelled: boolean;
}

export interface Stage {
  readonly build: Build;
  readonly name: string;
  image: Image | null;
  config: DockerConfig;
  readonly args: BuildArguments;
  maintainer: string;
  cmdSet: boolean;
  /** A step was not found in the cache: those after it are not looked for. */
  cacheBusted: boolean;
}

/** What ENV has set. */
export function environmentOf({ Env: env }: DockerConfig): Map<string, string> {
  return new Map((env ?? []).map(splitSetting));
}

/** Variables that words are expanded with: arguments below, the environment above them. */
export function variablesOf({ args, config }: Stage): Variables {
  const environment = environmentOf(config);
  return new Map([...environment, ...args.unless(environment)]);
}

/** Names and values of an ARG's words, all expanded with what was known before it; null for a name without a value. */
export function declareArguments(
  words: readonly string[],
  known: Variables,
  escape: string,
): [name: string, value: string | null][] {
  return words.map((word) => {
    const [name, value] = splitSetting(word).map((part) => expandWord(part, known, escape));
    return [name ?? '', word.includes('=') ? (value ?? '') : null];
  });
}

/** The step as the history and the cache know it: "#(nop)" for what runs nothing. */
export function nopStep(config: DockerConfig, words: readonly string[]): DockerConfig {
  return { ...config, Cmd: [...(config.Shell ?? defaultShell), ...words] };
}

/** Takes the step's image from the cache; false where it must be made. */
export async function takeCached(stage: Stage, step: DockerConfig): Promise<boolean> {
  const { engine, wish } = stage.build;
  if (!wish.useCache || stage.cacheBusted) return false;
  const image = await findCached(engine, stage.image?.id ?? null, step);
  if (!image) {
    stage.cacheBusted = true;
    return false;
  }
  stage.image = image;
  await wish.out(' ---> Using cache\n');
  return true;
}

/** Makes the step's image. */
export async function putImage(
  stage: Stage,
  step: DockerConfig,
  { diffId = emptyDiffId, container = '' }: { diffId?: Digest; container?: string } = {},
): Promise<void> {
  const { engine } = stage.build;
  const bytes = childImage({
    parent: stage.image?.config ?? null,
    created: engine.now(),
    author: stage.maintainer,
    comment: '',
    container,
    containerConfig: step,
    config: stage.config,
    diffId,
  });
  stage.image = await engine.images.put(bytes, stage.image?.id ?? null);
}

/** " ---> c84a8c9f5542". */
export function arrow({ image }: Stage): string {
  return ` ---> ${image ? shortDigest(image.id) : ''}\n`;
}
