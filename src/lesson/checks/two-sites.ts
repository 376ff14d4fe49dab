import type { Name } from '../../world/merge.ts';
import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { evidenceOf, gazeAtStacks, namesOf, stacksBy, type Stack } from '../stack.ts';
import { say } from '../say.ts';

/** Two containers on one image: below a folder one has a file in the place of the image's, the other keeps that and has one more. */
export const twoSites = defineCheck<{ under: string }>(
  { under: text<string>() },
  (world, { under }) => {
    const sites = stacksBy(world, 'docker').map((stack) => siteOf(world, stack, under));
    for (const one of sites)
      for (const two of sites) {
        const [file] = one.replaced;
        const [more] = two.added;
        const related = one.stack.image?.id === two.stack.image?.id && one !== two;
        if (!related || !file || !more || two.replaced.some(({ path }) => path === file.path))
          continue;
        return passed(
          say`${one.stack.name} has its own ${file.path}, ${two.stack.name} the image’s, and ${more.path} besides. Everything else is the same files.`,
          [...evidenceOf(world, one.stack, file), ...evidenceOf(world, two.stack, more)],
        );
      }
    return failed(whyNot(sites, under));
  },
  (world) => gazeAtStacks(stacksBy(world, 'docker')),
);

interface Site {
  readonly stack: Stack;
  /** Null while the layers were not listed. */
  readonly known: boolean;
  readonly replaced: readonly Name[];
  readonly added: readonly Name[];
}

function siteOf(world: World, stack: Stack, under: string): Site {
  const names = namesOf(world, stack);
  const files = (names ?? []).filter(
    ({ path, directory }) => !directory && path.startsWith(`${under}/`),
  );
  return {
    stack,
    known: names !== null,
    replaced: files.filter(({ change }) => change === 'modified' || change === 'replaced'),
    added: files.filter(({ change }) => change === 'added'),
  };
}

function whyNot(sites: readonly Site[], under: string): string {
  if (sites.length < 2)
    return sites.length === 0
      ? say`There is no container.`
      : say`There is one container: one site.`;
  if (sites.some(({ known }) => !known)) return say`The layers are being looked at.`;
  const replacing = sites.find(({ replaced }) => replaced.length > 0);
  if (!replacing) return say`In no container is a file below /${under} another than the image’s.`;
  const adding = sites.find(({ added }) => added.length > 0);
  const [file] = replacing.replaced;
  const name = file?.path ?? '';
  if (!adding)
    return say`${replacing.stack.name} has its own ${name}, but no container has one more file below /${under}.`;
  if (adding === replacing && sites.filter(({ added }) => added.length > 0).length === 1)
    return say`${adding.stack.name} has both, a file replaced and a file added. The other site is to have the second.`;
  return say`${adding.stack.name} has one more file, but replaces ${name} as well, or stands on another image.`;
}
