import type { Container, Evidence, Machine, World } from '../../world/model.ts';
import type { EvidenceCard, EvidenceFact } from '../evidence-card.ts';
import {
  bootIdPath,
  bootIdPathOf,
  factsOf,
  memoryPath,
  releasePath,
  upperOf,
  type HostFacts,
} from './facts.ts';
import { sizeText, stageWords, statusWords, timeText } from './words.ts';
import { say } from '../say.ts';

/** What shows how a container came to run, what it wrote, and on which kernel it is. */
export function containerFacts(world: World, container: Container): EvidenceFact[] {
  const facts = factsOf(world).containers.find((each) => each.container.id === container.id);
  const { start } = container;
  const upper = upperOf(world, container);
  const layer = upper ? world.layers.get(upper) : undefined;
  const kernel = world.readings.get(bootIdPathOf(container));
  return [
    ...(start
      ? [
          {
            ...start.evidence,
            label: say`Started`,
            value: startText(start.execedAt - start.askedAt),
          },
        ]
      : []),
    ...(layer && facts && facts.disk !== null
      ? [
          {
            ...layer.evidence,
            label: say`Own layer`,
            value: sizeText(facts.disk),
            path: layer.real,
          },
        ]
      : []),
    ...(kernel ? [{ ...kernel, label: say`Kernel`, value: kernelText(facts?.sameKernel) }] : []),
  ];
}

const startText = (ms: number): string =>
  say`${timeText(ms)} after the engine was asked, PID 1 executed its program`;

const kernelText = (same: boolean | null | undefined): string =>
  same ? say`the boot id of the host’s kernel, read in the container` : say`its boot id`;

/** The machine that holds the containers, or the one beside it. */
export function machineCard(world: World, id: 'this' | 'second'): EvidenceCard | null {
  const { host, second } = factsOf(world);
  if (id === 'this') return thisCard(world, host);
  return second ? secondCard(second) : null;
}

function thisCard(world: World, { release, memory }: HostFacts): EvidenceCard {
  const fact = (path: string, label: string, value: string): EvidenceFact[] => {
    const reading = world.readings.get(path);
    return reading ? [{ ...reading, label, value }] : [];
  };
  return {
    title: say`The machine that holds the containers`,
    facts: [
      ...fact(releasePath, say`Kernel`, `Linux ${release ?? ''}`),
      ...fact(bootIdPath, say`Boot id`, say`drawn by the kernel when it started`),
      ...fact(memoryPath, say`Memory`, memory === null ? '' : say`${sizeText(memory)} for all`),
    ],
  };
}

const labels: Readonly<Record<string, () => string>> = {
  [releasePath]: () => say`Kernel`,
  [bootIdPath]: () => say`Boot id`,
  [memoryPath]: () => say`Memory`,
};

function secondCard(machine: Machine): EvidenceCard {
  const { stages, lines, inside, disk, toldAt: at } = machine;
  const said = (label: string, value: string, text: string): EvidenceFact => ({
    ...{ label, value, text, at, path: say`console of the second machine` },
  });
  return {
    title: say`The second machine: ${statusWords(machine)}`,
    facts: [
      ...stages.map(({ name, ms, text }) =>
        said(stageWords[name](), say`${timeText(ms)} after power on`, text),
      ),
      ...(inside?.evidence ?? []).map((each) => insideFact(each)),
      said(
        say`Disk`,
        say`kernel ${sizeText(disk.kernel)}, root file system ${sizeText(disk.root)}`,
        say`bytes of the files that it was booted from`,
      ),
      said(say`Console`, say`the last lines`, lines.map(({ text }) => text).join('\n')),
    ],
  };
}

/** Its files are not this machine's: a path that says so is not offered to be read again here. */
function insideFact(each: Evidence): EvidenceFact {
  const label = labels[each.path]?.() ?? 'PID 1';
  return { ...each, label, value: '', path: say`second machine: ${each.path}` };
}
