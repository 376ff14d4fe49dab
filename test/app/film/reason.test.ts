import { beforeEach, describe, expect, test } from 'vitest';
import {
  bootBegins,
  bootEnded,
  reasonForFilm,
  type Surroundings,
} from '../../../src/app/film/reason.ts';

let kept: Map<string, string>;
let storage: Surroundings['storage'];

beforeEach(() => {
  kept = new Map();
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
});

const desk = () => reasonForFilm({ narrow: false, memory: 8, storage });
const phone = () => reasonForFilm({ narrow: true, memory: 4, storage });

describe('reasonForFilm()', () => {
  test('is none at a desk, also where the browser does not tell of its memory', () => {
    expect(desk()).toBeNull();
    expect(reasonForFilm({ narrow: false, memory: undefined, storage })).toBeNull();
  });

  test('is the small screen on a phone, and the memory where there is little', () => {
    expect(phone()).toBe('small');
    expect(reasonForFilm({ narrow: false, memory: 2, storage })).toBe('memory');
  });

  test('is the death of the tab while the machine started, once', () => {
    bootBegins(storage, false);
    expect(desk()).toBe('died');
    expect(desk()).toBeNull();
  });

  test('is none after a start that ended well', () => {
    bootBegins(storage, false);
    bootEnded(storage);
    expect(desk()).toBeNull();
  });

  test('is none on a phone whose owner started the machine anyway, until the tab dies of it', () => {
    bootBegins(storage, true);
    bootEnded(storage);
    expect(phone()).toBeNull();
    bootBegins(storage, false);
    expect(phone()).toBe('died');
  });
});
