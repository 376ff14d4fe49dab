import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { wordList } from '../program.ts';
import { hasOutlived, mountedVolumes, type MountedVolume } from '../volume.ts';
import { noGaze } from '../../world/gaze.ts';
import { lineOf, textOf } from '../guest-file.ts';
import { say } from '../say.ts';

/** A container has a volume, with this file in it, that another had before, which was removed. */
export const volumeOutlives = defineCheck<{ file: string }>(
  { file: text<string>() },
  (world, { file }) => {
    const all = mountedVolumes(world);
    const old = all.filter(({ volume }) => hasOutlived(world, volume));
    const found = old.find((each) => (textOf(world, pathOf(each, file)) ?? '') !== '');
    if (found)
      return passed(
        say`${found.container.name} has the volume ${found.volume} of a container that is gone, and ${file} in it.`,
        [found.mount.evidence, lineOf(world, pathOf(found, file), file)],
      );
    const [empty] = old;
    if (empty)
      return failed(
        say`${empty.container.name} has the volume ${empty.volume}, which is older than it is. There is nothing in it named ${file}.`,
      );
    return failed(
      all.length === 0
        ? say`No container that runs has a volume.`
        : say`${wordList(all.map(({ volume, container }) => say`${container.name} has the volume ${volume}`))}. No container that had it was removed yet.`,
    );
  },
  (world, { file }) => ({
    ...noGaze,
    readings: mountedVolumes(world).map((each) => ({ path: pathOf(each, file), changes: true })),
  }),
);

function pathOf({ mount }: MountedVolume, file: string): string {
  return `${mount.root}/${file}`;
}
