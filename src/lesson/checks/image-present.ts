import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** There is an image of this name; without a tag, `latest` is meant. */
export const imagePresent = defineCheck<{ name: string }>({ name: text() }, (world, { name }) => {
  const whole = withTag(name);
  const images = [...world.images.values()];
  const found = images.find(({ names }) => names.includes(whole));
  if (found) return passed(say`The image ${whole} is here: ${found.id.slice(7, 19)}.`, []);
  const names = images.flatMap((image) => image.names);
  return failed(
    names.length === 0
      ? say`There is no image yet.`
      : names.length === 1
        ? say`There is no image ${whole}. There is ${wordList(names)}.`
        : say`There is no image ${whole}. There are ${wordList(names)}.`,
  );
});

/** A colon after the last slash begins a tag; one before it, a port. */
function withTag(name: string): string {
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}
