import { expect, test } from 'vitest';
import { releaseSources } from '../../src/guest/sources.ts';

const deb822 = `Types: deb
# a comment inside the stanza
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

test('releaseSources() takes a stanza apart into one line a suite', () => {
  expect(releaseSources([{ name: 'debian.sources', text: deb822 }])).toBe(
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm main
deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm-updates main
deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian-security bookworm-security main
`,
  );
});

test.each([
  [
    'keeps the key but not the architectures of a one-line entry',
    'deb [arch=amd64 signed-by=/k.gpg] http://m.example/debian bookworm main contrib # note',
    'deb [signed-by=/k.gpg] http://m.example/debian bookworm main\n',
  ],
  ['leaves out a disabled entry', '# deb http://m.example/debian bookworm main', ''],
  ['leaves out source packages', 'deb-src http://m.example/debian bookworm main', ''],
  ['leaves out other releases', 'deb http://m.example/debian trixie main', ''],
  ['leaves out backports', 'deb http://m.example/debian bookworm-backports main', ''],
  ['leaves out other repositories', 'deb http://m.example/tools tools-bookworm main', ''],
  ['leaves out entries without main', 'deb http://m.example/debian bookworm contrib', ''],
  [
    'states a repeated entry once',
    'deb http://m.example/debian bookworm main\ndeb http://m.example/debian bookworm main\n',
    'deb http://m.example/debian bookworm main\n',
  ],
])('releaseSources() %s', (_, text, expected) => {
  expect(releaseSources([{ name: 'sources.list', text }])).toBe(expected);
});

test('releaseSources() names the same mirrors for what the packages are made of', () => {
  const text = 'deb [signed-by=/k.gpg] http://m.example/debian bookworm main\n';
  expect(releaseSources([{ name: 'sources.list', text }], 'deb-src')).toBe(
    'deb-src [signed-by=/k.gpg] http://m.example/debian bookworm main\n',
  );
});

test('releaseSources() leaves out a stanza that is not enabled and one of another vendor', () => {
  const text = `Enabled: no\n${deb822.split('\n\n')[0]}\n\nTypes: deb\nURIs: http://node.example/node_20.x\nSuites: nodistro\nComponents: main\n`;
  expect(releaseSources([{ name: 'x.sources', text }])).toBe('');
});

test('releaseSources() goes without a key that is given inline', () => {
  const text =
    'Types: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQ\n';
  expect(releaseSources([{ name: 'x.sources', text }])).toBe(
    'deb http://m.example/debian bookworm main\n',
  );
});
