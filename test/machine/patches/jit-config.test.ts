import { expect, test } from 'vitest';
import { patchJitConfig } from '../../../src/machine/patches/jit-config.ts';
import { unpatchedV86 } from '../bare.ts';

test('patchJitConfig() lets a compiled module span one page', async () => {
  const { cpu } = (await unpatchedV86()).v86;
  const { exports } = (cpu as unknown as { wm: { exports: Exports } }).wm;
  expect(exports.get_jit_config(1)).toBeGreaterThan(1);
  patchJitConfig(cpu);
  expect(exports.get_jit_config(1)).toBe(1);
});

interface Exports {
  get_jit_config(index: number): number;
}
