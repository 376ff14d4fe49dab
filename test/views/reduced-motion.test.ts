import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../src/views/options.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { fixtures } from '../gallery/fixtures.ts';
import { recorded } from '../gallery/recorded.ts';
import { views } from '../gallery/views.ts';

const told = [...fixtures, ...recorded].filter(({ name }) =>
  ['run-moment', 'zombies', 'real-parts', 'real-overlay', 'real-machines-boot'].includes(name),
);
/** After so many events each world is looked at. */
const every = 40;
const size = { width: 1000, height: 700 };

describe.each(views)('$name', (view) => {
  test.each(told)('moves nothing where motion is reduced: $name', ({ tell }) => {
    let world = emptyWorld;
    for (const [index, event] of tell().events.entries()) {
      world = apply(world, event);
      if (index % every !== 0) continue;
      const scene = view.layout(world, size, { ...defaultOptions, motion: 'reduced' });
      for (const after of [0, 1, 100, 1000])
        expect(view.animating(scene, world.at + after), event.type).toBe(false);
    }
  });
});
