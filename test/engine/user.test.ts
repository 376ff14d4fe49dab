import { describe, expect, test } from 'vitest';
import { resolveUser } from '../../src/engine/user.ts';

const passwd = 'root:x:0:0:root:/root:/bin/sh\nweb:x:33:33:web:/var/www:/bin/false\nbroken\n';
const group = 'root:x:0:\nwheel:x:10:root,web\nweb:x:33:\n';

describe('resolveUser()', () => {
  test.each([
    ['', { uid: 0, gid: 0, additionalGids: [0, 10], home: '/root' }],
    ['root', { uid: 0, gid: 0, additionalGids: [0, 10], home: '/root' }],
    ['web', { uid: 33, gid: 33, additionalGids: [33, 10], home: '/var/www' }],
    ['33', { uid: 33, gid: 33, additionalGids: [33, 10], home: '/var/www' }],
    ['1000', { uid: 1000, gid: 0, additionalGids: [0], home: '/' }],
    ['web:wheel', { uid: 33, gid: 10, additionalGids: [10], home: '/var/www' }],
    ['1:2', { uid: 1, gid: 2, additionalGids: [2], home: '/' }],
  ])('%s', (spec, user) => {
    expect(resolveUser(spec, passwd, group)).toEqual(user);
  });

  test.each([
    ['nope', 'unable to find user nope: no matching entries in passwd file'],
    ['web:nope', 'unable to find group nope: no matching entries in group file'],
    ['-1', 'uids and gids must be in range 0-2147483647'],
    ['4294967295', 'uids and gids must be in range 0-2147483647'],
  ])('%s is refused', (spec, message) => {
    expect(() => resolveUser(spec, passwd, group)).toThrow(message);
  });
});
