import { describe, expect, test } from 'vitest';
import {
  cloneFlagNames,
  cloneMeaning,
  mountFlagNames,
  umountFlagNames,
} from '../../src/observer/flags.ts';
import { decodeArguments } from '../../src/observer/request.ts';

describe('flags', () => {
  test('of unshare are named', () => {
    expect(cloneFlagNames(0x20020000)).toEqual(['CLONE_NEWNS', 'CLONE_NEWPID']);
  });

  test('of mount are named, without the magic number of old programs', () => {
    expect(mountFlagNames(0xc0ed1000)).toEqual(['MS_BIND']);
    expect(mountFlagNames(0x44000)).toEqual(['MS_REC', 'MS_PRIVATE']);
    expect(umountFlagNames(2)).toEqual(['MNT_DETACH']);
  });

  test('of open_tree and mount_setattr are named', () => {
    expect(decodeArguments('open_tree', { dfd: -100, filename: 9, flags: 0x88001 })).toEqual([
      'OPEN_TREE_CLONE',
      'AT_RECURSIVE',
      'OPEN_TREE_CLOEXEC',
    ]);
    expect(decodeArguments('mount_setattr', { flags: 0x8000 })).toEqual(['AT_RECURSIVE']);
  });

  test('of clone tell a thread, a sibling and a process apart', () => {
    expect(cloneMeaning(0x3d0f00)).toEqual({ thread: true, sibling: false, apart: false });
    expect(cloneMeaning(0x8011)).toEqual({ thread: false, sibling: true, apart: false });
    expect(cloneMeaning(0x20000011)).toEqual({ thread: false, sibling: false, apart: true });
  });

  test('of a clone do not include the signal of its end', () => {
    const given = { clone_flags: 0x6c020000 + 17 };
    expect(decodeArguments('clone', given)).toEqual([
      'CLONE_NEWNS',
      'CLONE_NEWUTS',
      'CLONE_NEWIPC',
      'CLONE_NEWPID',
      'CLONE_NEWNET',
    ]);
  });

  test('of other calls are told with their numbers', () => {
    expect(decodeArguments('setns', { fd: 3, flags: 0x40000000 })).toEqual([
      'fd 3',
      'CLONE_NEWNET',
    ]);
    expect(decodeArguments('pivot_root', {})).toEqual([]);
  });
});
