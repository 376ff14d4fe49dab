import { describe, expect, test } from 'vitest';
import { resolveUser } from '../../src/engine/user.ts';

const passwd = 'root:x:0:0:root:/root:/bin/sh\nweb:x:33:33:web:/var/www:/bin/false\nbroken\n';
const group = 'root:x:0:\nwheel:x:10:root,web\nweb:x:33:\n';

describe('resolveUser()', () => {
  test.each([
    ['', { uid: 0, gid: 0, additionalGids: [0, 10] }],
    ['root', { uid: 0, gid: 0, additionalGids: [0, 10] }],
    ['web', { uid: 33, gid: 33, additionalGids: [33, 10] }],
    ['33', { uid: 33, gid: 33, additionalGids: [33, 10] }],
    ['1000', { uid: 1000, gid: 0, additionalGids: [0] }],
    ['web:wheel', { uid: 33, gid: 10, additionalGids: [10] }],
    ['1:2', { uid: 1, gid: 2, additionalGids: [2] }],
  ])('%s', (spec, user) => {
    expect(resolveUser(spec, passwd, group)).toEqual(user);
  });

  test.each([
    ['nope', 'unable to find user nope: no matching entries in passwd file'],
    ['web:nope', 'unable to find group nope: no matching entries in group file'],
    ['4294967295', 'uids and gids must be in range 0-2147483647'],
  ])('%s is refused', (spec, message) => {
    expect(() => resolveUser(spec, passwd, group)).toThrow(message);
  });
});
