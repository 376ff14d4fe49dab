import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { layerCount, transfers, travelled } from '../transfer.ts';
import { say } from '../say.ts';

/** An image was removed from this machine, and has come back from a registry. */
export const imageReturned = defineCheck<{ host: string }>(
  { host: text<string>() },
  (world, { host }) => {
    const pull = transfers(world, 'pull', host).at(-1);
    const sent = pull?.layers.filter(travelled).length ?? 0;
    const names = namesAt(world, host);
    const [name] = names;
    if (!pull || sent === 0 || name === undefined) return failed(whyNot(world, host));
    return passed(
      say`${name} is here again: ${layerCount(sent)} came from ${host}.`,
      pull.exchanges.flatMap(({ evidence }) => evidence),
    );
  },
);

function namesAt({ images }: World, host: string): string[] {
  return [...images.values()]
    .flatMap(({ names }) => names)
    .filter((name) => name.startsWith(`${host}/`));
}

function whyNot(world: World, host: string): string {
  const [name] = namesAt(world, host);
  const removed = world.traffic.some(
    ({ subject }) =>
      subject.kind === 'event' && subject.topic === 'image' && subject.action === 'delete',
  );
  if (name !== undefined)
    return say`${name} is a name of an image here. None of its layers had to be fetched from ${host}: they never were away.`;
  return removed
    ? say`An image was removed. Nothing has come back from ${host} yet.`
    : say`No image was removed, and none of ${host} is here.`;
}
