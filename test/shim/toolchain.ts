import type { TestProject } from 'vitest/node';
import { openToolchain } from '../../src/guest/toolchain.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A gcc for this machine. */
    compiler: string;
  }
}

/** Before the unit tests: the compiler that the guest is built with compiles the native programs too, wherever the host has none. */
export default async function setup(project: TestProject): Promise<void> {
  const { folder } = await openToolchain((text) => console.log(`Compilers: ${text}`));
  project.provide('compiler', `${folder}/gcc`);
}
