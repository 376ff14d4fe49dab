import { beforeEach, describe, expect, test } from 'vitest';
import { type PullProgress, pullImage } from '../../src/engine/pull.ts';
import { FakeGuest } from '../fake/guest.ts';
import { tarEntry, tarFile } from '../fake/registry.ts';

let guest: FakeGuest;
const silent = (): void => undefined;

beforeEach(async () => {
  guest = new FakeGuest();
  await guest.registry.publish('app', [
    [tarEntry('etc/'), tarFile('etc/a', 'one'), tarFile('etc/b', 'two')],
    [tarFile('etc/.wh.a', ''), tarFile('etc/c', 'three'), tarFile('var/.wh..wh..opq', '')],
  ]);
});

/** Everything under a directory of the guest, by path. */
function tree(path: string): string[] {
  if (!guest.agent.exists(path)) return [];
  const entries = guest.agent.files.perform({ op: 'list', path }) as {
    name: string;
    type: string;
  }[];
  return entries.flatMap(({ name, type }) => {
    const own = `${path}/${name}`;
    return type === 'directory' ? [own, ...tree(own)] : [own];
  });
}

describe('pullImage()', () => {
  test('lays layers out as overlay2 does', async () => {
    const { image } = await pullImage(guest.engine, 'app', silent);
    const [top, base] = await guest.engine.images.layers.stack(image.chain.at(-1) ?? null);
    if (!top || !base) throw new Error('two layers expected');
    const directory = `/var/lib/docker/overlay2/${top.cacheId}`;
    expect(guest.agent.read(`${directory}/lower`)).toBe(`l/${base.link}`);
    expect(guest.agent.read(`/var/lib/docker/overlay2/l/${top.link}/etc/c`)).toBe('three');
    const { files } = guest.agent;
    expect(files.perform({ op: 'stat', path: `${directory}/diff/etc/a` })).toMatchObject({
      type: 'char',
      rdev: [0, 0],
    });
    const opaque = files.root.entries
      .get('var')
      ?.entries.get('lib')
      ?.entries.get('docker')
      ?.entries.get('overlay2')
      ?.entries.get(top.cacheId)
      ?.entries.get('diff')
      ?.entries.get('var');
    expect(opaque?.xattrs.has('trusted.overlay.opaque')).toBe(true);
    expect(await guest.engine.images.size(image)).toBe('onetwothree'.length);
  });

  test('tells the steps in order', async () => {
    const steps: PullProgress[] = [];
    await pullImage(guest.engine, 'app', (progress) => steps.push(progress));
    const first = steps.filter(({ id }) => id === steps[1]?.id).map(({ status }) => status);
    expect(first).toEqual([
      'Pulling fs layer',
      'Verifying Checksum',
      'Download complete',
      'Extracting',
      'Extracting',
      'Pull complete',
    ]);
  });

  test('shares a layer that another image brought', async () => {
    await pullImage(guest.engine, 'app', silent);
    await guest.registry.publish('other', [
      [tarEntry('etc/'), tarFile('etc/a', 'one'), tarFile('etc/b', 'two')],
    ]);
    const steps: string[] = [];
    await pullImage(guest.engine, 'other', ({ status }) => steps.push(status));
    expect(steps).toEqual(['Pulling from library/other', 'Already exists']);
  });

  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, RegExp]>([
    [
      'is cut',
      (bytes) => bytes.slice(0, -5),
      /^filesystem layer verification failed for digest sha256:/,
    ],
    [
      'is changed',
      (bytes) => bytes.with(30, 1) as Uint8Array<ArrayBuffer>,
      /^filesystem layer verification failed for digest sha256:/,
    ],
  ])('leaves nothing behind when a layer %s', async (_, damage, message) => {
    const [path = ''] = guest.registry.layerPaths();
    guest.registry.files.set(path, damage(guest.registry.files.get(path) ?? new Uint8Array()));
    await expect(pullImage(guest.engine, 'app', silent)).rejects.toThrow(message);
    expect((await guest.docker('images -q')).stdout).toBe('');
    expect(tree('/var/lib/docker').filter((each) => each.includes('/repositories.json'))).toEqual(
      [],
    );
  });

  test('leaves nothing behind of a layer that could not be written, and can be repeated', async () => {
    const { perform } = guest.agent.files;
    let left = 3;
    guest.agent.files.perform = (operation) => {
      if (operation.op === 'utimes' && left-- === 0)
        throw Object.assign(new Error('disk full'), { name: 'Full' });
      return perform.call(guest.agent.files, operation);
    };
    await expect(pullImage(guest.engine, 'app', silent)).rejects.toThrow('disk full');
    guest.agent.files.perform = perform;
    guest.engine.images.reload();
    await pullImage(guest.engine, 'app', silent);
    const layers = await guest.engine.images.list();
    expect(tree('/var/lib/docker/overlay2/l').length).toBe(layers[0]?.chain.length);
    expect(
      guest.agent.files.perform({ op: 'list', path: '/var/lib/docker/image/overlay2/layerdb/tmp' }),
    ).toEqual([]);
  });

  test.each([
    [
      'nope',
      "pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    ['app:nope', 'manifest for app:nope not found: manifest unknown: manifest unknown'],
    [
      'example.com/app',
      'Get "https://example.com/v2/": dial tcp: lookup example.com: no such host',
    ],
    ['App', 'invalid reference format: repository name must be lowercase'],
  ])('%s: %s', async (name, message) => {
    await expect(pullImage(guest.engine, name, silent)).rejects.toThrow(message);
  });
});
