import { text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { capableContainers, gazeAtCapabilities } from '../capabilities.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** How many capabilities the first process of a container has. */
export const capabilityCount = defineAnswer<{ container: string }>(
  { container: text<string>() },
  'count',
  (world, { container: name }) => {
    const found = capableContainers(world).find(({ container }) => container.name === name);
    return found
      ? {
          key: String(found.count),
          text: say`${nameOf(found.process)} of ${name} has ${String(found.count)} capabilities.`,
          evidence: found.evidence,
        }
      : null;
  },
  gazeAtCapabilities,
);
