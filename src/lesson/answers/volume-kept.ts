import { defineAnswer } from '../answer.ts';
import { hasOutlived, mountedVolumes } from '../volume.ts';
import { say } from '../say.ts';

/** Whether the volume of a container that runs was there before it, or is as new as it is. */
export const volumeKept = defineAnswer<object>({}, ['kept', 'new'], (world) => {
  const all = mountedVolumes(world);
  const found = all.find(({ volume }) => hasOutlived(world, volume)) ?? all.at(-1);
  if (!found) return null;
  const { volume, container, mount } = found;
  const isKept = hasOutlived(world, volume);
  return {
    key: isKept ? 'kept' : 'new',
    text: isKept
      ? say`${container.name} has the volume ${volume}, which another container had before.`
      : say`${container.name} has the volume ${volume}, which is new.`,
    evidence: [mount.evidence],
  };
});
