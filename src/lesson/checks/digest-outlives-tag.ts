import type { Container, World } from '../../world/model.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { manifests } from '../transfer.ts';
import { say } from '../say.ts';

/** A registry was given another image under a tag it had, and a container was made of the first one, by its digest. */
export const digestOutlivesTag = defineCheck<{ host: string }>(
  { host: text<string>() },
  (world, { host }) => {
    const moved = movedTags(world, host);
    const [tag] = moved;
    if (!tag) return failed(whyNotMoved(world, host));
    const byDigest = [...world.containers.values()].filter(isByDigest);
    for (const container of byDigest) {
      const name = moved.find((each) => container.image.startsWith(`${repositoryOf(each.name)}@`));
      const current = name && imageCalled(world, name.name);
      if (name && current && current.id !== container.imageId)
        return passed(
          say`${name.name} means another image now. ${container.name} was made of the one that it meant before: its digest still does.`,
          name.evidence,
        );
    }
    const [container] = byDigest;
    return failed(
      container
        ? say`${container.name} was made by digest, but of the image that ${tag.name} means now.`
        : say`${tag.name} was moved to another image. No container was made by a digest, the part of a name after @.`,
    );
  },
);

function isByDigest({ image }: Container): boolean {
  return image.includes('@sha256:');
}

function repositoryOf(name: string): string {
  return name.slice(0, name.lastIndexOf(':'));
}

function imageCalled({ images }: World, name: string) {
  return [...images.values()].find(({ names }) => names.includes(name));
}

/** Tags that a registry was given more than once. */
function movedTags(world: World, host: string) {
  const given = manifests(world, host, 'PUT');
  return given.flatMap(({ exchange, repository, reference }, at) => {
    const before = given.slice(0, at);
    const isSecond = before.some(
      (each) => each.repository === repository && each.reference === reference,
    );
    const name = `${host}/${repository}:${reference}`;
    return isSecond ? [{ name, evidence: exchange.evidence }] : [];
  });
}

function whyNotMoved(world: World, host: string): string {
  const last = manifests(world, host, 'PUT').at(-1);
  return last
    ? say`${host} was given each tag once: ${last.repository}:${last.reference} is still what it was.`
    : say`Nothing was pushed to ${host}.`;
}
