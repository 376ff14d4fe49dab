import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync(new URL('../../src/views/views.css', import.meta.url), 'utf8');
const shell = readFileSync(new URL('../../src/app/style/tokens.css', import.meta.url), 'utf8');

type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const mixed = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((channel, i) => channel * share + (b[i] ?? 0) * (1 - share)) as unknown as Rgb;

/** A `light-dark()` colour of the views' sheet. */
function colour(name: string, theme: 0 | 1): Rgb {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(sheet);
  return parse(found?.[theme + 1] ?? '');
}

/** A colour of the shell: the first statement is the light one, the second the dark. */
function token(name: string, theme: 0 | 1): Rgb {
  const found = [...shell.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))];
  return parse(found[theme]?.[1] ?? '');
}

const kinds = ['mnt', 'uts', 'ipc', 'pid', 'net', 'user', 'cgroup', 'time'];
const hues = [...sheet.matchAll(/--(hue-\d): light-dark/g)].map((match) => match[1] ?? '');

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('colours in %s', (_, theme) => {
  const paper = token('paper', theme);

  it.each(kinds)('kind %s can be read as text, and a letter on it', (kind) => {
    const own = colour(`kind-${kind}`, theme);
    expect(contrast(own, paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(own, colour('kind-ink', theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['paper', 'sheet', 'sunk', 'accent-wash'])('text can be read on %s', (ground) => {
    for (const ink of ['ink', 'ink-soft', 'accent'])
      expect(contrast(token(ink, theme), token(ground, theme)), ink).toBeGreaterThanOrEqual(4.5);
  });

  it('what is good, doubtful or bad can be read, on its own ground too', () => {
    for (const state of ['good', 'warn', 'bad'])
      for (const ground of ['paper', 'sheet'])
        expect(contrast(token(state, theme), token(ground, theme)), state).toBeGreaterThanOrEqual(
          4.5,
        );
    for (const [ink, ground] of [
      ['warn', 'warn-wash'],
      ['bad', 'bad-wash'],
      ['accent-ink', 'accent'],
    ] as const)
      expect(contrast(token(ink, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each(hues)('%s can be read as text, for names are written in it', (hue) => {
    expect(contrast(colour(hue, theme), paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(hues)('%s can be told from the paper, and text read on its ground', (hue) => {
    const own = colour(hue, theme);
    expect(contrast(own, paper)).toBeGreaterThanOrEqual(3);
    const ground = mixed(own, paper, 0.13);
    expect(contrast(token('ink', theme), ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token('ink-soft', theme), ground)).toBeGreaterThanOrEqual(4.5);
  });
});
