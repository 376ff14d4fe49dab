import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatFamiliar,
  formatReference,
  InvalidReferenceError,
  parseReference,
  withDefaultTag,
} from '../../src/oci/reference.ts';

const hash = 'a'.repeat(64);

describe('parseReference()', () => {
  test.each([
    ['busybox', 'docker.io/library/busybox', 'busybox'],
    ['busybox:1.36', 'docker.io/library/busybox:1.36', 'busybox:1.36'],
    ['docker.io/busybox', 'docker.io/library/busybox', 'busybox'],
    ['index.docker.io/library/busybox', 'docker.io/library/busybox', 'busybox'],
    ['me/app', 'docker.io/me/app', 'me/app'],
    ['docker.io/library/a/b', 'docker.io/library/a/b', 'library/a/b'],
    ['localhost/app', 'localhost/app', 'localhost/app'],
    ['localhost:5000/app:v1', 'localhost:5000/app:v1', 'localhost:5000/app:v1'],
    ['example.com/a/b__c-d.e', 'example.com/a/b__c-d.e', 'example.com/a/b__c-d.e'],
    [
      `busybox@sha256:${hash}`,
      `docker.io/library/busybox@sha256:${hash}`,
      `busybox@sha256:${hash}`,
    ],
    [`a:b@sha256:${hash}`, `docker.io/library/a:b@sha256:${hash}`, `a:b@sha256:${hash}`],
  ])('%s is %s, shown as %s', (text, full, familiar) => {
    expect(formatReference(parseReference(text))).toBe(full);
    expect(formatFamiliar(parseReference(text))).toBe(familiar);
  });

  test.each([
    ['', 'invalid reference format'],
    ['a//b', 'invalid reference format'],
    ['a b', 'invalid reference format'],
    ['-a', 'invalid reference format'],
    ['a___b', 'invalid reference format'],
    ['a:', 'invalid reference format'],
    ['a:-', 'invalid reference format'],
    [`a:${'x'.repeat(129)}`, 'invalid reference format'],
    ['a@sha256:12', 'invalid reference format'],
    ['Busybox', 'invalid reference format: repository name must be lowercase'],
    ['example.com/A', 'invalid reference format: repository name must be lowercase'],
    [hash, `invalid repository name (${hash}), cannot specify 64-byte hexadecimal strings`],
    ['a/'.repeat(140) + 'a', 'repository name must not be more than 255 characters'],
    [`a@sha512:${'a'.repeat(128)}`, 'unsupported digest algorithm'],
    [`a@sha256:${'a'.repeat(63)}`, 'invalid checksum digest length'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseReference(text)).toThrow(new InvalidReferenceError(message));
  });

  test('reads back whatever it wrote', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,5}(?:[._-][a-z0-9]{1,5})?$/);
    const names = fc.record({
      domain: fc.constantFrom('', 'localhost:5000/', 'example.com/'),
      path: fc.array(part, { minLength: 1, maxLength: 3 }),
      tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
    });
    fc.assert(
      fc.property(names, ({ domain, path, tag }) => {
        const reference = parseReference(
          `${domain}${path.join('/')}${tag === null ? '' : `:${tag}`}`,
        );
        expect(parseReference(formatReference(reference))).toEqual(reference);
        expect(parseReference(formatFamiliar(reference))).toEqual(reference);
      }),
    );
  });

  test('answers any text at once, with a reference or a sentence', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z.\-_/:@0-9]{0,200}$/),
      fc.constant('a-'.repeat(5000)),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        try {
          parseReference(text);
        } catch (error) {
          expect((error as Error).name).toBe('InvalidReferenceError');
        }
      }),
    );
  });
});

test('withDefaultTag() adds latest only where nothing says otherwise', () => {
  expect(withDefaultTag(parseReference('a')).tag).toBe('latest');
  expect(withDefaultTag(parseReference('a:b')).tag).toBe('b');
  expect(withDefaultTag(parseReference(`a@sha256:${hash}`)).tag).toBeNull();
});
