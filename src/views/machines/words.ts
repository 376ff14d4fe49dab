import type { BootStageName, Machine } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import type { ContainerFacts } from './facts.ts';
import { decimal } from '../../base/language.ts';
import { processCount } from '../counts.ts';
import { say } from '../say.ts';

export { sizeText };

/** Milliseconds for people: "312 ms", "4.2 s". */
export function timeText(ms: number): string {
  return ms < 999.5 ? `${String(Math.round(ms))} ms` : `${decimal(ms / 1000, ms < 9950 ? 1 : 0)} s`;
}

export const orUnknown = (value: number | null, text: (value: number) => string): string =>
  value === null ? '…' : text(value);

/** A number that was calculated: two digits are all it is worth. */
export function roughly(count: number): string {
  if (!Number.isFinite(count)) return say`any number of`;
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  const rounded = Math.floor(count / 10 ** digits) * 10 ** digits;
  return say`about ${String(rounded).replace(/\B(?=(\d{3})+$)/g, '\u202f')}`;
}

export const stageWords: Readonly<Record<BootStageName, () => string>> = {
  firmware: () => say`firmware`,
  kernel: () => say`its kernel`,
  init: () => 'init',
  ready: () => say`PID 1 answers`,
};

/** What the second machine is doing, in a few words. */
export function statusWords(machine: Machine | null): string {
  if (!machine) return say`not switched on`;
  switch (machine.status) {
    case 'fetching':
      return say`its kernel and root file system are being fetched`;
    case 'booting':
      return machine.stages.length === 0
        ? say`power on`
        : say`booting: ${stageWords[machine.stages.at(-1)?.name ?? 'firmware']()}`;
    case 'running':
      return say`running`;
    case 'failed':
      return say`failed: ${machine.problem}`;
    case 'off':
      return say`switched off`;
  }
}

/** Everything measured of a container, in one sentence. */
export function containerSentence(facts: ContainerFacts): string {
  const { container, memory, peak, disk, processes, start, sameKernel } = facts;
  const parts = [
    start === null ? say`its start was not seen` : say`started in ${timeText(start)}`,
    memory === null
      ? say`memory not read`
      : peak === null
        ? say`${sizeText(memory)} of memory`
        : say`${sizeText(memory)} of memory, at most ${sizeText(peak)}`,
    disk === null ? say`own layer not listed` : say`${sizeText(disk)} in its own layer`,
    processCount(processes),
    sameKernel === null ? '' : sameKernel ? say`on the host’s kernel` : say`on another kernel`,
  ];
  return say`${container.name} of ${container.image}: ${parts.filter(Boolean).join(', ')}.`;
}

export const strengths = () => ({
  machines: {
    title: say`What a virtual machine is better at`,
    points: [
      say`Walls: a flaw in a shared kernel can open every container on it. A guest’s kernel is its own; what is left to break is the hypervisor, which is much smaller.`,
      say`Any system: another kernel, an old one, Windows. A container has the host’s kernel, so Linux containers need Linux.`,
      say`A whole computer: several programs, services and logins together, as people know them.`,
    ],
  },
  containers: {
    title: say`What a container is better at`,
    points: [
      say`No boot: it is a process, started by a kernel that runs already.`,
      say`Memory only for what runs in it; none is set aside for a system of its own.`,
      say`The image lies on the disk once, however many containers stand on it.`,
    ],
  },
});

export const caveats = () => [
  say`All of this is measured in this tab, on hardware that is emulated in software: real hardware is many times faster. Compare the figures with each other, not with a data sheet.`,
  say`Docker on macOS and Windows keeps its containers in one Linux virtual machine, and so does this page: both machines here are emulated, and the containers live in the first.`,
];
