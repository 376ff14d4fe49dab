import { isObject } from '../../world/shape.ts';

/** Names of the images in the site's registry as docker knows them, in order; none where it cannot be read. */
export async function readCatalogue(get: typeof fetch): Promise<string[]> {
  try {
    const response = await get('./registry/v2/_catalog');
    const value: unknown = response.ok ? await response.json() : null;
    const names = isObject(value) ? value['repositories'] : null;
    if (!Array.isArray(names)) return [];
    return names
      .filter((name): name is string => typeof name === 'string')
      .map((name) => name.replace(/^library\//, ''))
      .sort();
  } catch {
    return []; // a site without a catalogue still has images, which docker pull finds by name
  }
}
