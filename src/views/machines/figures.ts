import type { Container, World } from '../../world/model.ts';
import { bytesOf } from './facts.ts';
import { sizeText } from './words.ts';
import { stepOf } from '../steps.ts';
import { say } from '../say.ts';

/** Of what it may use: from here on it is worth saying that it comes close. */
const close = 0.9;

/**
 * What containers have come to need between two worlds. Memory goes up and down all the time: what is told of it is the peak, which
 * only grows, and of that each step once. How much it is now stands in the account.
 */
export function figureSentences(before: World, after: World): string[] {
  if (before.cgroups === after.cgroups) return [];
  return [...after.containers.values()].flatMap((container) => {
    const was = figuresOf(before, container);
    const is = figuresOf(after, container);
    // What is read for the first time was so before.
    return was && is ? sentencesOf(container, was, is) : [];
  });
}

interface Figures {
  /** Bytes. */
  readonly peak: number;
  /** Infinity where there is no limit. */
  readonly limit: number;
  /** Processes that the kernel has ended because there was no memory left. */
  readonly killed: number;
}

function figuresOf(world: World, { cgroup }: Container): Figures | null {
  const files = world.cgroups.get(cgroup)?.files;
  const peak = bytesOf(files?.['memory.peak']);
  if (!files || peak === null) return null;
  const killed = /^oom_kill (\d+)$/m.exec(files['memory.events'] ?? '')?.[1];
  const limit = bytesOf(files['memory.max']) ?? Infinity;
  return { peak, limit, killed: Number(killed ?? 0) };
}

function sentencesOf({ name }: Container, was: Figures, is: Figures): string[] {
  const isClose = ({ peak, limit }: Figures): boolean => peak >= close * limit;
  const limit = sizeText(is.limit);
  const reached = say`The memory of ${name} has reached ${sizeText(is.peak)}`;
  const sentences: string[] = [];
  if (isClose(is) && !isClose(was))
    sentences.push(say`${reached}, of the ${limit} that it may have.`);
  else if (stepOf(is.peak) > stepOf(was.peak)) sentences.push(`${reached}.`);
  if (is.killed > was.killed)
    sentences.push(say`The kernel ended a process of ${name}: there was no memory left for it.`);
  return sentences;
}
