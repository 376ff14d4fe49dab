import { noGaze } from '../../world/gaze.ts';
import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { firstProcesses } from '../client.ts';
import { lineOf, textOf } from '../guest-file.ts';
import { say } from '../say.ts';

const facts = ['kernel', 'first-pid'] as const;
type Fact = (typeof facts)[number];

interface Given {
  /** An absolute path. */
  readonly file: string;
  readonly fact: Fact;
}

const release = '/proc/sys/kernel/osrelease';

/** A file of the host's holds a fact: the kernel's release, or the number that the host has for a container's first process. */
export const noted = defineCheck<Given>(
  { file: text<string>(), fact: text(...facts) },
  (world, { file, fact }) => {
    const true_ = truth(world, fact);
    if (true_ === null) return failed(missing[fact]());
    const written = textOf(world, file);
    if (written === null) return failed(say`There is no file ${file} yet.`);
    const words = written.split(/[^\w.-]+/).filter((word) => word !== '');
    if (words.includes(true_))
      return passed(say`${file} says ${true_}, and ${origins[fact]()} says so too.`, [
        lineOf(world, file, written.trim().slice(0, 80)),
      ]);
    return failed(
      words.length === 0
        ? say`${file} is empty.`
        : say`${file} says ${words.slice(0, 6).join(' ')}. That is not ${what[fact]()}.`,
    );
  },
  (_world, { file }) => ({
    ...noGaze,
    readings: [
      { path: file, changes: true },
      { path: release, changes: false },
    ],
  }),
);

function truth(world: World, fact: Fact): string | null {
  if (fact === 'kernel') return textOf(world, release)?.trim() ?? null;
  const first = firstProcesses(world).at(-1);
  return first ? String(first.process.pid) : null;
}

const what: Readonly<Record<Fact, () => string>> = {
  kernel: () => say`the release of the kernel that containers will run on`,
  'first-pid': () => say`the number that the host has for the container’s first process`,
};

const origins: Readonly<Record<Fact, () => string>> = {
  kernel: () => release,
  'first-pid': () => say`the kernel`,
};

const missing: Readonly<Record<Fact, () => string>> = {
  kernel: () => say`The kernel’s release is being read.`,
  'first-pid': () => say`No container runs whose process could be noted.`,
};
