import type { World } from '../../world/model.ts';
import { count, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { containersOf, isCalled } from '../image-name.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly image: string;
  readonly count: number;
}

/** At least so many containers of an image run. */
export const containersOfImage = defineCheck<Given>(
  { image: text<string>(), count },
  (world, given) => {
    const running = containersOf(world, given.image).filter(({ status }) => status === 'running');
    if (running.length < given.count) return failed(whyNot(world, given, running.length));
    const names = wordList(running.map(({ name }) => name));
    return passed(say`${names}: made of one image, ${given.image}, which is as it was.`, []);
  },
);

function whyNot(world: World, { image, count: wanted }: Given, running: number): string {
  const here = [...world.images.values()].some((each) => isCalled(each, image));
  if (!here) return say`The image ${image} is not on this machine.`;
  const idle = containersOf(world, image).filter(({ status }) => status !== 'running');
  const some = running === 0 ? say`No container` : String(running);
  const [first] = idle;
  const others = first ? say` ${first.name} is there too, but ${first.status}.` : '';
  return running === 0
    ? say`The image ${image} is here. No container of it runs.${others}`
    : say`${some} of ${String(wanted)} containers of ${image} run.${others}`;
}
