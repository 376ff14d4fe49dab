import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMountinfo } from '../../src/observer/mountinfo.ts';
import type { NamespaceId } from '../../src/world/model.ts';

const namespace = 'mnt:[4026531841]' as NamespaceId;
const from = { path: '/proc/1/mountinfo', text: '', at: 5 };
const overlay =
  '92 25 0:40 / /var/lib/docker/overlay2/9f/merged rw,relatime - overlay overlay rw,lowerdir=/a/l/X:/a/l/Y,upperdir=/a/9f/diff,workdir=/a/9f/work,xino=off';

function parse(text: string) {
  return parseMountinfo(text, namespace, from);
}

describe('parseMountinfo()', () => {
  test('reads an overlay with its directories', () => {
    expect(parse(`${overlay}\n`)).toEqual({
      damaged: 0,
      mounts: [
        {
          id: 'mnt:[4026531841]/92',
          namespace,
          mountId: 92,
          parentId: 25,
          root: '/',
          point: '/var/lib/docker/overlay2/9f/merged',
          options: ['rw', 'relatime'],
          propagation: [],
          type: 'overlay',
          source: 'overlay',
          superOptions: [
            'rw',
            'lowerdir=/a/l/X:/a/l/Y',
            'upperdir=/a/9f/diff',
            'workdir=/a/9f/work',
            'xino=off',
          ],
          evidence: { ...from, text: overlay },
        },
      ],
    });
  });

  test('reads names with blanks, backslashes and line ends', () => {
    const [mount] = parse(
      '5 1 0:3 /a\\040b /mnt/x\\134y\\012z rw shared:1 master:2 - tmpfs my\\011disk rw\n',
    ).mounts;
    expect(mount).toMatchObject({
      root: '/a b',
      point: '/mnt/x\\y\nz',
      source: 'my\tdisk',
      propagation: ['shared:1', 'master:2'],
    });
  });

  test('reads a bind mount of a namespace', () => {
    const [mount] = parse('5 1 0:4 net:[4026532201] /run/netns/a rw - nsfs nsfs rw\n').mounts;
    expect(mount).toMatchObject({ type: 'nsfs', root: 'net:[4026532201]' });
  });

  test('reads a mount without a source', () => {
    expect(parse('5 1 0:4 / /x rw - tmpfs  rw\n').mounts[0]).toMatchObject({ source: '' });
  });

  test('skips damaged lines and counts them', () => {
    const { mounts, damaged } = parse(`${overlay}\n92 25 0:40 / /x rw\n\n${overlay}`);
    expect([mounts.length, damaged]).toEqual([2, 1]);
  });

  test('never throws and accounts for every line', () => {
    fc.assert(
      fc.property(fc.nat(overlay.length), fc.string({ unit: 'binary' }), (at, put) => {
        const text = overlay.slice(0, at) + put + overlay.slice(at);
        const { mounts, damaged } = parse(text);
        expect(mounts.length + damaged).toBe(text.split('\n').filter((line) => line).length);
      }),
    );
  });
});
