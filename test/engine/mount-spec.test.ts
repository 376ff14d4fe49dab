// Sentences as docker 20.10.24 says them.
import { describe, expect, test } from 'vitest';
import { mountPoint, parseBind, parseVolumesFrom } from '../../src/engine/volume/mount-spec.ts';

describe('parseBind()', () => {
  test('takes a path for a bind and a name for a volume', () => {
    expect(parseBind('/a/../b/:/x/:ro')).toMatchObject({
      Type: 'bind',
      Source: '/b',
      Destination: '/x',
      RW: false,
      Relabel: 'ro',
      Propagation: 'rprivate',
    });
    expect(parseBind('data:/x')).toMatchObject({
      Type: 'volume',
      Name: 'data',
      Driver: 'local',
      RW: true,
      Relabel: 'z',
      CopyData: true,
    });
    expect(parseBind('data:/x:nocopy').CopyData).toBe(false);
  });

  test.each([
    ['/a:/b:/c', 'invalid mode: /c'],
    ['/tmp:/b:ro,rw', 'invalid mode: ro,rw'],
    ['/a:/b:ro:rw', "invalid volume specification: '/a:/b:ro:rw'"],
    [
      'foo:bar',
      `invalid volume specification: 'foo:bar': invalid mount config for type "volume": invalid mount path: 'bar' mount path must be absolute`,
    ],
    [
      '/:/:ro',
      `invalid volume specification: '/:/:ro': invalid mount config for type "bind": invalid specification: destination can't be '/'`,
    ],
    [
      'v:/b:shared',
      `invalid volume specification: 'v:/b:shared': invalid mount config for type "volume": field BindOptions must not be specified`,
    ],
    [
      '/tmp:/b:nocopy',
      `invalid volume specification: '/tmp:/b:nocopy': invalid mount config for type "bind": field VolumeOptions must not be specified`,
    ],
  ])('refuses %s', (bind, sentence) => {
    expect(() => parseBind(bind)).toThrow(expect.objectContaining({ message: sentence }));
  });
});

test.each([
  [{ Type: 'bind', Target: '/x' }, 'field Source must not be empty'],
  [{ Type: 'tmpfs', Source: 'a', Target: '/x' }, 'field Source must not be specified'],
  [{ Type: 'npipe', Source: 'a', Target: '/x' }, 'mount type unknown'],
  [
    { Type: 'volume', Target: '/x', ReadOnly: true },
    'must not set ReadOnly mode when using anonymous volumes',
  ],
])('mountPoint() refuses %o', (spec, why) => {
  expect(() => mountPoint(spec)).toThrow(`invalid mount config for type "${spec.Type}": ${why}`);
});

test('parseVolumesFrom() knows access and refuses the rest', () => {
  expect(parseVolumesFrom('web:ro')).toEqual({ container: 'web', readOnly: true });
  expect(() => parseVolumesFrom('web:foo')).toThrow('invalid mode: foo');
  expect(() => parseVolumesFrom('')).toThrow(
    'volumes-from specification cannot be an empty string',
  );
});
