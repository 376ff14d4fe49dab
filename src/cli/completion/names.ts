// What an argument or a flag's value can name, as far as the engine knows it.
import { type Container, containerName } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { familiarName, formatFamiliar } from '../../oci/reference.ts';
import type { Command } from '../command.ts';

/** Names that exist now. */
export type Names = (engine: Engine) => Promise<readonly string[]>;

const isRunning = ({ file }: Container): boolean => file.State.Running;

function containersThat(suit: (container: Container) => boolean): Names {
  return async ({ containers }) => (await containers.list()).filter(suit).map(containerName);
}

const containers = containersThat(() => true);

/** With the tag; and without, where that means the same. */
const images: Names = async ({ images }) => {
  const references = (await images.tags.list()).map(({ reference }) => reference);
  return references
    .filter(({ tag }) => tag !== null)
    .flatMap((each) => [
      ...(each.tag === 'latest' ? [familiarName(each)] : []),
      formatFamiliar(each),
    ]);
};

/** Everything that can be pulled without a registry's name in front. */
const repositories: Names = async ({ registry }) =>
  (await registry.search('docker.io', '')).map(({ name }) => name);

const networks: Names = async (engine) =>
  (await engine.networks.list()).map(({ file }) => file.Name);

const volumes: Names = async (engine) => (await engine.volumes.list()).map(({ Name }) => Name);

const everything: Names = async (engine) =>
  (await Promise.all([containers, images, networks, volumes].map((each) => each(engine)))).flat();

/** A path in a container follows. */
const containerPaths: Names = async (engine) =>
  (await containers(engine)).map((name) => `${name}:`);

/** By the word for it in a usage line. */
const byWord: Readonly<Record<string, Names>> = {
  CONTAINER: containers,
  'CONTAINER:SRC_PATH': containerPaths,
  'DEST_PATH|-': containerPaths,
  IMAGE: images,
  NAME: images,
  'NAME|ID': everything,
  NETWORK: networks,
  REPOSITORY: images,
  SOURCE_IMAGE: images,
  VOLUME: volumes,
};

/** Commands that cannot do something with everything of a kind. */
const byCommand: Readonly<Record<string, Readonly<Record<string, Names>>>> = {
  attach: { CONTAINER: containersThat(isRunning) },
  exec: { CONTAINER: containersThat(isRunning) },
  pause: { CONTAINER: containersThat(({ file }) => file.State.Running && !file.State.Paused) },
  pull: { NAME: repositories },
  start: { CONTAINER: containersThat((container) => !isRunning(container)) },
  stop: { CONTAINER: containersThat(isRunning) },
  top: { CONTAINER: containersThat(isRunning) },
  unpause: { CONTAINER: containersThat(({ file }) => file.State.Paused) },
};

/** Commands whose argument is the name of something new. */
const makers: ReadonlySet<string> = new Set(['NETWORK', 'VOLUME']);

/** What a command's next argument can name, after so many others; null for what is no name. */
export function argumentNames({ usage }: Command, name: string, count: number): Names | null {
  const words = (usage.split('\n', 1)[0] ?? '').split(/\s+/);
  const last = words.at(-1) ?? '';
  // "[CONTAINER...]" stands for all that follow, "NAME[:TAG]" for a name.
  const shown = words[count] ?? (last.includes('...') ? last : '');
  const word = shown.replace(/^\[/, '').replace(/(?:\[[:/].*|\.\.\.\]|\])$/, '');
  if (name === 'create' && makers.has(word)) return null;
  return byCommand[name]?.[word] ?? byWord[word] ?? null;
}

const oneOf =
  (...words: readonly string[]): Names =>
  () =>
    Promise.resolve(words);

/** By the flag that takes it as its value. */
export const valueNames: Readonly<Record<string, Names>> = {
  network: networks,
  pull: oneOf('always', 'missing', 'never'),
  restart: oneOf('no', 'always', 'on-failure', 'unless-stopped'),
  volume: volumes,
  'volumes-from': containers,
};
