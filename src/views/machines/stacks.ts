import type { Machine, MachineInside } from '../../world/model.ts';
import { machineEntity, type Entity } from '../options.ts';
import type { Slab } from './blocks.ts';
import type { Facts } from './facts.ts';
import { orUnknown, sizeText } from './words.ts';
import { processCount } from '../counts.ts';
import { say } from '../say.ts';

const imageSlabs = 3;

export const thisEntity: Entity = machineEntity('this');
export const secondEntity: Entity = machineEntity('second');

/** What the containers stand on, the lowest first. */
export function sharedSlabs(facts: Facts): readonly Slab[] {
  const { containers, host } = facts;
  const all = containers.length;
  const proved = containers.filter(({ sameKernel }) => sameKernel === true).length;
  const note =
    all > 1 && proved === all
      ? say`the same for all ${String(all)}: ${bootText(host.bootId)}`
      : bootText(host.bootId);
  return [
    emulatorSlab('left', say`v86 in a worker`),
    {
      ...{ id: 'left-hardware', kind: 'hardware', title: say`Hardware`, note: '' },
      ...{ figure: orUnknown(host.memory, (bytes) => say`${sizeText(bytes)} for all`) },
      entity: thisEntity,
    },
    {
      ...{ id: 'left-kernel', kind: 'kernel', title: `Linux ${host.release ?? '…'}`, note },
      ...{ figure: say`one kernel`, entity: thisEntity },
    },
    {
      ...{ id: 'left-engine', kind: 'engine', title: say`Container engine`, note: '' },
      ...{ figure: say`Fishbowl’s own`, entity: null },
    },
    ...imagesOf(facts),
  ];
}

function imagesOf({ images }: Facts): Slab[] {
  const shown = images.length > imageSlabs ? images.slice(0, imageSlabs - 1) : images;
  const rest = images.slice(shown.length);
  const slabs = shown.map(({ id, name, bytes, users }): Slab => {
    const shared = users > 1 ? say`once for ${String(users)}` : say`once`;
    return {
      ...{ id: `image/${id}`, kind: 'image', title: name, note: '', entity: null },
      figure: bytes === null ? '…' : `${sizeText(bytes)}, ${shared}`,
    };
  });
  if (rest.length === 0) return slabs;
  const bytes = rest.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const title = say`${String(rest.length)} more images`;
  const figure = bytes === 0 ? '…' : sizeText(bytes);
  return [...slabs, { id: 'image/rest', kind: 'image', title, figure, note: '', entity: null }];
}

/** What the second machine is made of, the lowest first; outlines where it was never on. */
export function machineSlabs({ second }: Facts): readonly Slab[] {
  if (!second) return slabsOf(null, neverOn);
  const on = second.status === 'booting' || second.status === 'running';
  const stages = on ? second.stages.map(({ name }) => name) : [];
  return slabsOf(second, {
    on,
    kernel: stages.includes('kernel'),
    root: stages.includes('init'),
    inside: on && stages.includes('ready') ? second.inside : null,
  });
}

/** What of it is there already. */
interface Reached {
  readonly on: boolean;
  readonly kernel: boolean;
  readonly root: boolean;
  readonly inside: MachineInside | null;
}

const neverOn: Reached = { on: false, kernel: false, root: false, inside: null };

function slabsOf(second: Machine | null, { on, kernel, root, inside }: Reached): Slab[] {
  const entity = second ? secondEntity : null;
  const given = second ? sizeText(second.memory) : '';
  const { kernel: kernelBytes, root: rootBytes } = second?.disk ?? { kernel: 0, root: 0 };
  return [
    emulatorSlab('right', say`v86 in another worker`, !on),
    {
      ...{ id: 'right-hardware', kind: 'hardware', title: say`Hardware`, note: '', entity },
      figure: on ? say`${given} for it alone` : given,
      absent: !on,
    },
    {
      ...{ id: 'right-kernel', kind: 'kernel', entity, absent: !kernel },
      title: inside ? `Linux ${inside.release}` : say`A kernel of its own`,
      figure: kernelBytes > 0 ? sizeText(kernelBytes) : '',
      note: inside ? say`another one: ${bootText(inside.bootId)}` : kernelNote(second),
    },
    {
      ...{ id: 'right-root', kind: 'root', title: say`Root file system`, note: '', entity },
      figure: rootBytes > 0 ? say`${sizeText(rootBytes)}, its own` : '',
      absent: !root,
    },
    inside && second ? initSlab(second, inside) : noInit(entity),
  ];
}

function initSlab({ memory }: Machine, { used, processes, evidence }: MachineInside): Slab {
  const comm = evidence.find(({ path }) => path === '/proc/1/comm')?.text.trim() ?? '';
  return {
    ...{ id: 'right-init', kind: 'process', title: say`PID 1: ${comm}`, entity: secondEntity },
    figure: processCount(processes),
    note: say`${sizeText(used)} of its ${sizeText(memory)} are used`,
    used: used / memory,
  };
}

function noInit(entity: Entity | null): Slab {
  const note = say`its first process, as of any computer`;
  return {
    id: 'right-init',
    kind: 'process',
    title: 'PID 1',
    figure: '',
    note,
    entity,
    absent: true,
  };
}

function kernelNote(second: Machine | null): string {
  const line = second?.stages.find(({ name }) => name === 'kernel')?.text;
  return line ? line.replace(/^\[[\d. ]+\] /, '') : say`booted for this machine alone`;
}

function emulatorSlab(side: string, figure: string, absent = false): Slab {
  const title = say`Emulator`;
  return {
    id: `${side}-emulator`,
    kind: 'emulator',
    title,
    figure,
    note: '',
    entity: null,
    absent,
  };
}

/** A kernel draws this number once, when it starts: the same number is the same kernel. */
function bootText(bootId: string | null): string {
  return bootId === null ? say`its boot id is not read yet` : say`boot id ${bootId.slice(0, 8)}`;
}
