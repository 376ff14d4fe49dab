import { describe, expect, test } from 'vitest';
import { overlaysOf } from '../../src/world/overlay.ts';
import { evidence, mount, ns, process, worldOf } from './sample.ts';

const host = process({ pid: 1 });

function overlay(mountId: number, options: readonly string[], device = '0:40', namespace = 0) {
  return mount({
    mountId,
    point: `/m${String(mountId)}`,
    type: 'overlay',
    namespace: ns('mnt', namespace),
    superOptions: ['rw', ...options],
    evidence: {
      ...evidence(),
      text: `${String(mountId)} 1 ${device} / /m rw - overlay overlay rw`,
    },
  });
}

const walked = (...mounts: ReturnType<typeof mount>[]) =>
  worldOf({
    type: 'world/walked',
    walk: { processes: [host], mounts, cgroups: [], hostnames: [] },
  });

describe('overlaysOf()', () => {
  test('tells the directories, top first, and takes a colon in a name for what it is', () => {
    const options = ['lowerdir=/b:/a\\:c', 'upperdir=/u', 'workdir=/w'];
    const [only] = overlaysOf(walked(overlay(5, options)));
    expect(only?.upper?.path).toBe('/u');
    expect(only?.lowers.map(({ path }) => path)).toEqual(['/b', '/a:c']);
  });

  test('has no upper directory where nothing can be written', () => {
    const [only] = overlaysOf(walked(overlay(5, ['lowerdir=/b:/a'])));
    expect(only?.upper).toBeNull();
  });

  test('does not name directories that only the one who mounted them can name', () => {
    const [only] = overlaysOf(walked(overlay(5, ['lowerdir=b', 'upperdir=u'])));
    expect(only?.lowers).toEqual([]);
  });

  test('counts one file system once, as the host sees it where it does', () => {
    const options = ['lowerdir=/a', 'upperdir=/u'];
    const inside = overlay(9, options, '0:40', 3);
    const other = overlay(6, ['lowerdir=/a'], '0:41');
    const found = overlaysOf(walked(inside, overlay(5, options), other));
    expect(found.map(({ device, mount: { mountId } }) => [device, mountId])).toEqual([
      ['0:40', 5],
      ['0:41', 6],
    ]);
  });

  test('keeps the order in which the host’s were mounted, whoever else has them', () => {
    const options = ['lowerdir=/a', 'upperdir=/u'];
    const inside = overlay(9, options, '0:42', 3);
    const seen = [overlay(5, options, '0:41'), overlay(6, options, '0:42')];
    const apart = overlay(8, options, '0:43', 3);
    const found = overlaysOf(walked(inside, apart, ...seen));
    expect(found.map(({ device }) => device)).toEqual(['0:41', '0:42', '0:43']);
  });
});
