import { describe, expect, test } from 'vitest';
import { formatAddress, lessonInAddress, parseAddress } from '../../../src/app/link/address.ts';

describe('parseAddress()', () => {
  test('reads mode, lesson, view and language', () => {
    expect(parseAddress('?mode=present&lesson=02-namespaces&view=layers&lang=de')).toEqual({
      mode: 'present',
      lesson: '02-namespaces',
      view: 'layers',
      lang: 'de',
    });
  });

  test('leaves out what does not exist', () => {
    expect(parseAddress('?mode=fly&view=__proto__&lang=klingon')).toEqual({
      mode: null,
      lesson: null,
      view: null,
      lang: null,
    });
  });
});

describe('formatAddress()', () => {
  test('changes what it is given and keeps the rest', () => {
    expect(formatAddress('?debug=1&view=pids', { mode: 'explore', view: 'layers' })).toBe(
      '?debug=1&view=layers&mode=explore',
    );
  });

  test('takes away what is null', () => {
    expect(formatAddress('?lesson=01-a', { lesson: null })).toBe('');
  });

  test('is read again by parseAddress()', () => {
    const address = { mode: 'learn', lesson: 'a b/ü&c', view: 'both', lang: 'de' } as const;
    expect(parseAddress(formatAddress('', address))).toEqual(address);
  });
});

test('lessonInAddress() is the name of the folder', () => {
  expect(lessonInAddress('02-namespaces/index')).toBe('02-namespaces');
  expect(lessonInAddress('02-namespaces/more')).toBe('02-namespaces/more');
});
