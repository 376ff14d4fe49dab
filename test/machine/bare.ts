import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { makeEmulator } from '../../src/machine/emulator.ts';
import type { Emulator } from '../../src/machine/emulator.ts';
import type { Starter } from '../../src/machine/internals.ts';
import { hardware } from '../../src/machine/options.ts';
import { importV86 } from '../../src/machine/patches/yield.ts';

/** v86's wasm, compiled. */
export async function v86Wasm(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url)
    .resolve('v86')
    .replace('libv86.mjs', 'v86.wasm');
  return WebAssembly.compile(await readFile(path));
}

/** A real emulator with all patches and nothing in its memory. */
export async function bareEmulator(): Promise<Emulator> {
  return makeEmulator(await v86Wasm());
}

/** A real v86 as it comes, with none of our patches. */
export async function unpatchedV86(): Promise<Starter> {
  const [V86, wasm] = await Promise.all([importV86(), v86Wasm()]);
  const instantiate = async (imports: WebAssembly.Imports): Promise<WebAssembly.Exports> =>
    (await WebAssembly.instantiate(wasm, imports)).exports;
  const starter = new V86({ ...hardware, wasm_fn: instantiate });
  await new Promise<void>((resolve) => {
    starter.add_listener('emulator-loaded', () => resolve());
  });
  return starter;
}
