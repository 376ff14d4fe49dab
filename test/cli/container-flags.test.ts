// Values of the flags of `docker run`; sentences as docker 20.10.24 says them.
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/cli/duration.ts';
import { parseDevice, parseUlimit } from '../../src/cli/container/flag-checks.ts';
import { parseMount } from '../../src/cli/container/mount-flag.ts';

describe('parseMount()', () => {
  test('reads all kinds', () => {
    expect(parseMount('type=bind,"src=/a,b",dst=/x,ro,bind-propagation=rslave')).toEqual({
      Type: 'bind',
      Source: '/a,b',
      Target: '/x',
      ReadOnly: true,
      BindOptions: { Propagation: 'rslave' },
    });
    expect(parseMount('src=v,dst=/x,volume-nocopy,volume-label=a=b,volume-opt=o=size=1m')).toEqual({
      Type: 'volume',
      Source: 'v',
      Target: '/x',
      VolumeOptions: {
        NoCopy: true,
        Labels: { a: 'b' },
        DriverConfig: { Options: { o: 'size=1m' } },
      },
    });
    expect(parseMount('type=tmpfs,dst=/x,tmpfs-size=1m,tmpfs-mode=1770')).toMatchObject({
      TmpfsOptions: { SizeBytes: 1_048_576, Mode: 0o1770 },
    });
  });

  test.each([
    ['', 'EOF'],
    ['foo', "invalid field 'foo' must be a key=value pair"],
    ['type=bind', 'target is required'],
    ['dst=/x,foo=1', "unexpected key 'foo' in 'foo=1'"],
    ['dst=/x,readonly=maybe', 'invalid value for readonly: maybe'],
    ['type=bind,dst=/x,volume-nocopy', "cannot mix 'volume-*' options with mount type 'bind'"],
    [
      'type=bind,src="/tmp/cont",dst=/x',
      'parse error on line 1, column 15: bare " in non-quoted-field',
    ],
  ])('refuses %s', (text, sentence) => {
    expect(() => parseMount(text)).toThrow(new Error(sentence));
  });
});

test('parseUlimit() takes one limit for both, and no soft one above the hard one', () => {
  expect(parseUlimit('nofile=10')).toEqual({ Name: 'nofile', Soft: 10, Hard: 10 });
  expect(parseUlimit('nofile=10:20')).toEqual({ Name: 'nofile', Soft: 10, Hard: 20 });
  expect(() => parseUlimit('nofile=200:100')).toThrow(
    'ulimit soft limit must be less than or equal to hard limit: 200 > 100',
  );
});

test('parseDevice() lets the path inside and the access be left out', () => {
  const device = { PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: 'rwm' };
  expect(parseDevice('/dev/a')).toEqual(device);
  expect(parseDevice('/dev/a:r')).toEqual({ ...device, CgroupPermissions: 'r' });
  expect(parseDevice('/dev/a:/dev/b:rw')).toMatchObject({ PathInContainer: '/dev/b' });
  expect(() => parseDevice('/dev/a:/dev/b:x')).toThrow('bad mode specified: x');
});

test('parseDuration() reads as Go does', () => {
  expect(parseDuration('1m1.5s')).toBe(61.5e9);
  expect(parseDuration('-2ms')).toBe(-2e6);
  expect(() => parseDuration('1')).toThrow('time: missing unit in duration "1"');
  expect(() => parseDuration('x')).toThrow('time: invalid duration "x"');
});
