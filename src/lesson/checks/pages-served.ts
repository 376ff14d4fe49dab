import { isObject, count, text } from '../../world/shape.ts';
import type { Container, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { dockerFile, gazeAtFiles, lineOf, textOf } from '../guest-file.ts';
import { containersOf } from '../image-name.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly image: string;
  /** So many different containers. */
  readonly sites: number;
}

/** Web servers in containers of an image have answered somebody, as their own logs say. */
export const pagesServed = defineCheck<Given>(
  { image: text<string>(), sites: count },
  (world, { image, sites }) => {
    const running = containersOf(world, image).filter(({ status }) => status === 'running');
    const served = running.flatMap((container) => {
      const line = answerIn(world, container);
      return line === null ? [] : [{ container, line }];
    });
    if (served.length < sites) return failed(whyNot(world, { image, sites, running }));
    const names = wordList(served.map(({ container }) => container.name));
    return passed(
      served.length === 1
        ? say`${names} has sent a page to somebody who asked for it.`
        : say`${names} have sent a page to somebody who asked for it.`,
      served.map(({ container, line }) => lineOf(world, logOf(container), line)),
    );
  },
  (world, { image }) => gazeAtFiles(containersOf(world, image).map(logOf)),
);

function logOf(container: Container): string {
  return dockerFile(container, `${container.id}-json.log`);
}

/** What the containers printed: docker keeps each line as an object. */
function linesOf(world: World, container: Container): string[] {
  const lines = (textOf(world, logOf(container)) ?? '').split('\n');
  return lines.flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      return isObject(entry) && typeof entry['log'] === 'string' ? [entry['log'].trimEnd()] : [];
    } catch {
      return []; // the last line, while it is being written
    }
  });
}

const answered = /"GET (\S+) HTTP[^"]*" (\d{3}) /;

function answerIn(world: World, container: Container): string | null {
  const isPage = (line: string): boolean => answered.exec(line)?.[2]?.startsWith('2') === true;
  return linesOf(world, container).findLast(isPage) ?? null;
}

interface Found extends Given {
  readonly running: readonly Container[];
}

function whyNot(world: World, { image, sites, running }: Found): string {
  const [first] = running;
  if (!first) {
    const [other] = containersOf(world, image);
    return other
      ? say`The container ${other.name} of ${image} does not run: it is ${other.status}.`
      : say`There is no container of the image ${image}.`;
  }
  if (running.length < sites)
    return say`${first.name} is the only container of ${image} that runs. ${String(sites)} are needed.`;
  for (const container of running) {
    if (answerIn(world, container) !== null) continue;
    const refused = linesOf(world, container).findLast((line) => answered.test(line));
    const [, path = '', status = ''] = answered.exec(refused ?? '') ?? [];
    return refused
      ? say`${container.name} was asked for ${path} and answered ${status}: there is no such page.`
      : say`${container.name} runs, but nobody has asked it for a page yet.`;
  }
  return say`The logs are being read.`;
}
