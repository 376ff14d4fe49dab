import { isObject, count } from '../../world/shape.ts';
import type { Container, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses } from '../client.ts';
import { dockerFile, gazeAtFiles, lineOf, textOf } from '../guest-file.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** Networks that every installation of Docker has; in these, names of containers mean nothing. */
const builtIn = ['bridge', 'host', 'none'];

/** So many containers run in one network that somebody made. */
export const neighbours = defineCheck<{ count: number }>(
  { count },
  (world, { count: wanted }) => {
    const networks = new Map<string, Container[]>();
    for (const { container } of firstProcesses(world))
      for (const name of networksOf(world, container))
        networks.set(name, [...(networks.get(name) ?? []), container]);
    const made = [...networks].filter(([name]) => !builtIn.includes(name));
    const full = made.find(([, members]) => members.length >= wanted);
    if (full) {
      const [name, members] = full;
      return passed(
        say`${wordList(members.map((each) => each.name))} are in the network ${name}, and find each other by name.`,
        members.map((each) => lineOf(world, fileOf(each), `"Networks": "${name}"`)),
      );
    }
    return failed(whyNot(made, [...networks.keys()]));
  },
  (world) => gazeAtFiles(firstProcesses(world).map(({ container }) => fileOf(container))),
);

function fileOf(container: Container): string {
  return dockerFile(container, 'config.v2.json');
}

function networksOf(world: World, container: Container): string[] {
  try {
    const file: unknown = JSON.parse(textOf(world, fileOf(container)) ?? '{}');
    const settings = isObject(file) ? file['NetworkSettings'] : null;
    const networks = isObject(settings) ? settings['Networks'] : null;
    return isObject(networks) ? Object.keys(networks) : [];
  } catch {
    return []; // while it is being written
  }
}

function whyNot(made: readonly [string, Container[]][], names: readonly string[]): string {
  const [first] = made;
  if (first)
    return say`Only ${wordList(first[1].map(({ name }) => name))}: in the network ${first[0]}.`;
  return names.length === 0
    ? say`No container runs in a network.`
    : say`The containers that run are in ${wordList(names)}, where names of containers mean nothing.`;
}
