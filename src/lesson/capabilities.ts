// What the kernel lets a process do beyond what everyone may: capabilities(7), as bits of CapEff in /proc/PID/status.
import { noGaze, type Gaze } from '../world/gaze.ts';
import type { Process, World } from '../world/model.ts';
import { firstProcesses } from './client.ts';
import { lineOf, textOf } from './guest-file.ts';

const statusOf = ({ pid }: Process): string => `/proc/${String(pid)}/status`;

/** The first processes of the containers that run, with how many capabilities each may use; those that were read. */
export function capableContainers(world: World) {
  return firstProcesses(world).flatMap(({ container, process }) => {
    const [line = '', digits] =
      /^CapEff:\s*([0-9a-f]+)$/m.exec(textOf(world, statusOf(process)) ?? '') ?? [];
    if (digits === undefined) return [];
    const evidence = [lineOf(world, statusOf(process), line)];
    return [{ container, process, count: bitsOf(digits), evidence }];
  });
}

export function gazeAtCapabilities(world: World): Gaze {
  const readings = firstProcesses(world).map(({ process }) => ({
    path: statusOf(process),
    changes: true,
  }));
  return { ...noGaze, readings };
}

function bitsOf(digits: string): number {
  return [...BigInt(`0x${digits}`).toString(2)].filter((bit) => bit === '1').length;
}
