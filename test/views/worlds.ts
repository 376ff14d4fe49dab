import { layout as layoutNamespaces } from '../../src/views/namespaces/layout.ts';
import { layout as layoutPids } from '../../src/views/pids/layout.ts';
import { defaultOptions, type Size, type ViewOptions } from '../../src/views/options.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { World } from '../../src/world/model.ts';
import { fixtures, type Fixture, type Told } from '../gallery/fixtures.ts';

export const stage: Size = { width: 760, height: 560 };
export const sizes: readonly Size[] = [
  stage,
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];

export function fixture(name: string): Fixture {
  const found = fixtures.find((each) => each.name === name);
  if (!found) throw new Error(`No fixture is called ${name}`);
  return found;
}

export function namespacesOf(name: string, size = stage, options: Partial<ViewOptions> = {}) {
  const { world } = fixture(name).tell();
  return layoutNamespaces(world, size, { ...defaultOptions, ...options });
}

export function pidsOf(name: string, size = stage, options: Partial<ViewOptions> = {}) {
  const { world } = fixture(name).tell();
  return layoutPids(world, size, { ...defaultOptions, ...options });
}

/** The world as it was at a time of the story. */
export function worldAt({ events }: Told, at: number): World {
  return events.filter((event) => event.at <= at).reduce(apply, emptyWorld);
}
