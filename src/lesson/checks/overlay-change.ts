import { isDirectory } from '../../world/file-kind.ts';
import type { Name } from '../../world/merge.ts';
import type { World } from '../../world/model.ts';
import { absentOr, list, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import {
  evidenceOf,
  gazeAtStacks,
  makers,
  namesOf,
  stacksBy,
  type Maker,
  type Stack,
} from '../stack.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** What can become of a name: `opaque` is a directory that hides all that the layers below have in it. */
const kinds = ['added', 'modified', 'replaced', 'deleted', 'opaque'] as const;
type Kind = (typeof kinds)[number];

interface Given {
  readonly by: Maker;
  readonly kinds: readonly Kind[];
  /** Folder in the merged tree that it must be in; anywhere when left out. */
  readonly under?: string | undefined;
}

/** In an overlay made by a person, or by docker, a name has become one of these. */
export const overlayChange = defineCheck<Given>(
  { by: text(...makers), kinds: list(text(...kinds)), under: absentOr(text()) },
  (world, given) => {
    const found = stacksBy(world, given.by).map((stack) => ({
      stack,
      changes: changesOf(world, stack, given.under),
    }));
    for (const { stack, changes } of found) {
      const change = changes.find(({ kind }) => given.kinds.includes(kind));
      if (change)
        return passed(
          `${sentence(stack, change)}${outcomes[change.kind]()}`,
          evidenceOf(world, stack, change.name),
        );
    }
    return failed(whyNot(world, found, given));
  },
  (world, { by }) => gazeAtStacks(stacksBy(world, by)),
);

interface Change {
  readonly kind: Kind;
  readonly name: Name;
}

interface Found {
  readonly stack: Stack;
  readonly changes: readonly Change[];
}

/** Changes of files and whole folders, the outermost of those that belong together. */
function changesOf(world: World, stack: Stack, under?: string): Change[] {
  const names = namesOf(world, stack) ?? [];
  return names.flatMap((name) => {
    const kind = kindOf(name);
    const within = under === undefined || name.path.startsWith(`${under}/`);
    return kind && within ? [{ kind, name }] : [];
  });
}

function kindOf(name: Name): Kind | null {
  const [file] = name.versions;
  if (name.change === 'deleted') return 'deleted';
  if (file && isDirectory(file)) return file.opaque && name.change === 'replaced' ? 'opaque' : null;
  if (name.change === 'added' || name.change === 'modified' || name.change === 'replaced')
    return name.change;
  return null;
}

/** What became of a path in a place; a sentence without its end. */
const whats: Readonly<Record<Kind, (place: string, path: string) => string>> = {
  added: (place, path) => say`In ${place}, ${path} is new: no layer below has a file of that name`,
  modified: (place, path) => say`In ${place}, ${path} was copied up, and then written`,
  replaced: (place, path) =>
    say`In ${place}, ${path} is another file than the one that the layer below has under this name`,
  deleted: (place, path) => say`In ${place}, ${path} is hidden by a whiteout in the top layer`,
  opaque: (place, path) => say`In ${place}, ${path} is a new folder that is marked opaque`,
};

const outcomes: Readonly<Record<Kind, () => string>> = {
  added: () => say`. It lies in the top layer alone.`,
  modified: () => say`. The layer below still holds it as it was.`,
  replaced: () => say`. Below it is still what it was.`,
  deleted: () => say`. The layer below still holds it.`,
  opaque: () => say`, so that nothing of the folder below shows through. Below all is still there.`,
};

function sentence({ name: place }: Stack, { kind, name: { path } }: Change): string {
  return whats[kind](place, path);
}

function whyNot(world: World, found: readonly Found[], { by, under }: Given): string {
  if (found.length === 0)
    return by === 'hand'
      ? say`No overlay is mounted that can be written and that was not made by docker.`
      : say`There is no container.`;
  if (found.some(({ stack }) => namesOf(world, stack) === null))
    return say`The layers are being looked at.`;
  const changed = found.findLast(({ changes }) => changes.length > 0);
  const change = changed?.changes.at(-1);
  if (changed && change)
    return say`${sentence(changed.stack, change)}. Something else is asked for.`;
  const places = wordList(found.map(({ stack }) => stack.name));
  return under === undefined
    ? say`In ${places} nothing differs from the layers below yet.`
    : say`In ${places} nothing below /${under} differs from the layers below yet.`;
}
