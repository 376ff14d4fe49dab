import type { World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { say } from '../say.ts';

/** A registry has taken an image: the last that is sent is its manifest. */
export const imagePushed = defineCheck<{ host: string }>(
  { host: text<string>() },
  (world, { host }) => {
    const taken = world.traffic.findLast(
      ({ subject, answer }) =>
        subject.kind === 'registry' &&
        subject.host === host &&
        /^PUT .*\/manifests\//.test(subject.request) &&
        answer?.status === 201,
    );
    return taken
      ? passed(say`The registry ${host} has taken the image.`, taken.evidence)
      : failed(whyNot(world, host));
  },
);

function whyNot(world: World, host: string): string {
  const names = [...world.images.values()].flatMap((image) => image.names);
  const ready = names.find((name) => name.startsWith(`${host}/`));
  if (ready) return say`${ready} is a name of an image here. The registry has not been sent it.`;
  return names.length === 0
    ? say`There is no image here that could be sent.`
    : say`${names.join(', ')}: none of these names says that it belongs to ${host}.`;
}
