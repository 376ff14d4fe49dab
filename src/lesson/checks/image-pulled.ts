import type { Exchange, World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { isCalled } from '../image-name.ts';
import { say } from '../say.ts';

/** An image is here that a registry was asked for under this name. */
export const imagePulled = defineCheck<{ name: string }>(
  { name: text<string>() },
  (world, { name }) => {
    const image = [...world.images.values()].find((each) => isCalled(each, name));
    const asked = world.traffic.findLast(
      (each) => isManifest(each, name) && each.answer?.status === 200,
    );
    if (!image || !asked) return failed(whyNot(world, name));
    return passed(
      say`${hostOf(asked)} was asked for ${name}, and sent what the image is made of. Now it is here.`,
      asked.evidence,
    );
  },
);

function isManifest({ subject }: Exchange, name: string): boolean {
  return subject.kind === 'registry' && subject.request.includes(`/${name}/manifests/`);
}

function hostOf({ subject }: Exchange): string {
  return subject.kind === 'registry' ? subject.host : '';
}

function whyNot(world: World, name: string): string {
  if ([...world.images.values()].some((each) => isCalled(each, name)))
    return say`An image here is called ${name}, but no registry was asked for one: it is another under that name.`;
  const refused = world.traffic.findLast(
    ({ subject, answer }) => subject.kind === 'registry' && answer?.status === 404,
  );
  return refused?.subject.kind === 'registry'
    ? say`${refused.subject.host} has no such thing: ${refused.subject.request}.`
    : say`No image called ${name} is here, and no registry was asked for it.`;
}
