import { noGaze, type Gaze, type LayerGaze } from '../../world/gaze.ts';
import type { LayerId, World } from '../../world/model.ts';
import type { ViewOptions } from '../options.ts';
import { isRegular } from '../../world/file-kind.ts';
import { pickedStacks } from './tree.ts';

/** What must be known for the picture: the layers of the stacks shown, and the versions of a selected file. */
export function gazeOf(world: World, options: ViewOptions): Gaze {
  const layers = new Map<LayerId, LayerGaze>();
  for (const { layers: each, mount, container } of pickedStacks(world, options))
    for (const { id, namespace, path, role } of each) {
      const changes = role === 'upper' && (mount !== null || container !== null);
      layers.set(id, { id, namespace, path, changes: changes || layers.get(id)?.changes === true });
    }
  const { selected } = options;
  const path = selected?.kind === 'file' ? selected.id : null;
  const files = [...layers.keys()].flatMap((layer) => {
    const file = path === null ? undefined : world.layers.get(layer)?.files.get(path);
    return file && path !== null && isRegular(file) ? [{ layer, path }] : [];
  });
  return { ...noGaze, layers: [...layers.values()], files };
}
