import type { BootStageName, Machine } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import type { ContainerFacts } from './facts.ts';

export { sizeText };

/** Milliseconds for people: "312 ms", "4.2 s". */
export function timeText(ms: number): string {
  return ms < 999.5
    ? `${String(Math.round(ms))} ms`
    : `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}

export const orUnknown = (value: number | null, text: (value: number) => string): string =>
  value === null ? '…' : text(value);

export function processesText(count: number): string {
  return count === 1 ? '1 process' : `${String(count)} processes`;
}

/** A number that was calculated: two digits are all it is worth. */
export function roughly(count: number): string {
  if (!Number.isFinite(count)) return 'any number of';
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  const rounded = Math.floor(count / 10 ** digits) * 10 ** digits;
  return `about ${String(rounded).replace(/\B(?=(\d{3})+$)/g, '\u202f')}`;
}

export const stageWords: Readonly<Record<BootStageName, string>> = {
  firmware: 'firmware',
  kernel: 'its kernel',
  init: 'init',
  ready: 'PID 1 answers',
};

/** What the second machine is doing, in a few words. */
export function statusWords(machine: Machine | null): string {
  if (!machine) return 'not switched on';
  switch (machine.status) {
    case 'fetching':
      return 'its kernel and root file system are being fetched';
    case 'booting':
      return machine.stages.length === 0
        ? 'power on'
        : `booting: ${stageWords[machine.stages.at(-1)?.name ?? 'firmware']}`;
    case 'running':
      return 'running';
    case 'failed':
      return `failed: ${machine.problem}`;
    case 'off':
      return 'switched off';
  }
}

/** Everything measured of a container, in one sentence. */
export function containerSentence(facts: ContainerFacts): string {
  const { container, memory, peak, disk, processes, start, sameKernel } = facts;
  const parts = [
    start === null ? 'its start was not seen' : `started in ${timeText(start)}`,
    memory === null
      ? 'memory not read'
      : `${sizeText(memory)} of memory${peak === null ? '' : `, at most ${sizeText(peak)}`}`,
    disk === null ? 'own layer not listed' : `${sizeText(disk)} in its own layer`,
    processesText(processes),
    sameKernel === null ? '' : sameKernel ? 'on the host’s kernel' : 'on another kernel',
  ];
  return `${container.name} of ${container.image}: ${parts.filter(Boolean).join(', ')}.`;
}

export const strengths = {
  machines: {
    title: 'What a virtual machine is better at',
    points: [
      'Walls: a flaw in a shared kernel can open every container on it. A guest’s kernel is its own; what is left to break is the hypervisor, which is much smaller.',
      'Any system: another kernel, an old one, Windows. A container has the host’s kernel, so Linux containers need Linux.',
      'A whole computer: several programs, services and logins together, as people know them.',
    ],
  },
  containers: {
    title: 'What a container is better at',
    points: [
      'No boot: it is a process, started by a kernel that runs already.',
      'Memory only for what runs in it; none is set aside for a system of its own.',
      'The image lies on the disk once, however many containers stand on it.',
    ],
  },
} as const;

export const caveats = [
  'All of this is measured in this tab, on hardware that is emulated in software: real hardware is many times faster. Compare the figures with each other, not with a data sheet.',
  'Docker on macOS and Windows keeps its containers in one Linux virtual machine, and so does this page: both machines here are emulated, and the containers live in the first.',
] as const;
