import { expect, test } from 'vitest';
import { joinGazes, noGaze, type LayerGaze } from '../../src/world/gaze.ts';
import { directory } from '../../src/world/overlay.ts';
import { ns } from './sample.ts';

const at = (path: string, changes: boolean): LayerGaze => ({
  ...directory(ns('mnt'), path),
  changes,
});

test('joinGazes() has each layer and file once, and a layer that changes for one change for all', () => {
  const file = { layer: at('/a', false).id, path: 'x' };
  const joined = joinGazes([
    { ...noGaze, layers: [at('/a', true), at('/b', false)], files: [file] },
    { ...noGaze, layers: [at('/a', false)], files: [{ ...file }] },
  ]);
  expect(joined).toEqual({ ...noGaze, layers: [at('/a', true), at('/b', false)], files: [file] });
});
