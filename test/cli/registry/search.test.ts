import { beforeEach, expect, test } from 'vitest';
import { encodeText } from '../../../src/base/bytes.ts';
import { FakeGuest } from '../../fake/guest.ts';

let guest: FakeGuest;

beforeEach(() => {
  guest = new FakeGuest();
  const row = (name: string, description: string, stars: number, official: boolean) => ({
    ...{ name, description, star_count: stars },
    ...{ is_official: official, is_automated: !official },
  });
  const results = [
    row('busybox', 'One program,\nmany commands, and more than forty-five letters', 0, true),
    row('httpd', 'A server of pages', 7, true),
    row('me/mine', 'My busybox', 3, false),
  ];
  guest.registry.files.set('v1/search', encodeText(JSON.stringify({ results })));
});

const names = '--format {{.Name}}';

test('prints a table, most stars first', async () => {
  expect((await guest.docker('search busybox')).stdout).toBe(
    'NAME      DESCRIPTION                                     STARS     OFFICIAL   AUTOMATED\n' +
      'me/mine   My busybox                                      3                    [OK]\n' +
      'busybox   One program, many commands, and more than fo…   0         [OK]       \n',
  );
});

test.each([
  ['library/HTTPD', ['httpd']],
  ['docker.io/library/httpd', ['httpd']],
  ['--filter is-official=true busybox', ['busybox']],
  ['--filter stars=4 e', ['httpd']],
  ['--limit 1 busybox', ['busybox']],
  ['nothing', []],
])('search %s', async (words, found) => {
  const { stdout, exit } = await guest.docker(`search ${names} ${words}`);
  expect(exit).toBe(0);
  expect(stdout.split('\n').filter((line) => line !== '')).toEqual(found);
});

test('a registry without an index knows of nothing', async () => {
  guest.registry.files.clear();
  expect(await guest.docker(`search ${names} busybox`)).toEqual({
    exit: 0,
    stdout: '',
    stderr: '',
  });
});
