import type { Machine, World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { laptopOf } from './charts.ts';
import { factsOf, type Facts } from './facts.ts';
import { howMany, seriesOf, type Quantity, type Series } from './projection.ts';
import {
  caveats,
  orUnknown,
  processesText,
  roughly,
  sizeText,
  stageWords,
  statusWords,
  strengths,
  timeText,
} from './words.ts';

/** The two stacks with all their figures, what they mean for many, and what each is better at. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const facts = factsOf(world);
  return {
    title: 'Containers and VMs',
    parts: [
      containersPart(facts),
      machinePart(facts.second),
      manyPart(facts, options),
      ...Object.values(strengths).map(({ title, points }) => ({
        ...{ title, sentences: points, table: null },
      })),
      { title: 'What these figures are', sentences: caveats, table: null },
    ],
  };
}

function containersPart({ containers, images, host }: Facts): AccountPart {
  const kernel = host.release === null ? 'one kernel' : `one kernel, Linux ${host.release}`;
  const proved = containers.filter(({ sameKernel }) => sameKernel === true).length;
  return {
    title: 'Containers',
    sentences: [
      `${count(containers.length, 'container runs', 'containers run')} on ${kernel}.`,
      ...(proved > 0
        ? [`${String(proved)} of them read the host’s own boot id in their /proc: the same kernel.`]
        : []),
      ...images.map(
        ({ name, bytes, users }) =>
          `The image ${name} takes ${orUnknown(bytes, sizeText)} once, for ${count(users, 'container', 'containers')}.`,
      ),
    ],
    table: {
      columns: ['Container', 'Image', 'Start', 'Memory', 'Peak', 'Own layer', 'Processes'],
      rows: containers.map((each) => [
        each.container.name,
        each.container.image,
        each.start === null ? 'not seen' : timeText(each.start),
        orUnknown(each.memory, sizeText),
        orUnknown(each.peak, sizeText),
        orUnknown(each.disk, sizeText),
        String(each.processes),
      ]),
    },
  };
}

const count = (n: number, one: string, many: string): string =>
  `${String(n)} ${n === 1 ? one : many}`;

function machinePart(machine: Machine | null): AccountPart {
  const title = 'The second machine';
  if (!machine) return { title, sentences: ['It is not switched on.'], table: null };
  const { memory, disk, inside, stages } = machine;
  const told = inside
    ? [
        `Its own kernel is Linux ${inside.release}, boot id ${inside.bootId}.`,
        `${sizeText(inside.used)} of its memory are used; ${processesText(inside.processes)}.`,
      ]
    : [];
  return {
    title,
    sentences: [
      `It is ${statusWords(machine)}.`,
      `Its hardware has ${sizeText(memory)} of memory for it alone.`,
      `On a disk its kernel takes ${sizeText(disk.kernel)} and its root file system ${sizeText(disk.root)}.`,
      ...told,
    ],
    table: {
      columns: ['Stage', 'After power on', 'What it said'],
      rows: stages.map(({ name, ms, text }) => [stageWords[name], timeText(ms), text]),
    },
  };
}

const quantities: readonly Quantity[] = ['memory', 'disk', 'start'];

function manyPart(facts: Facts, options: ViewOptions): AccountPart {
  const laptop = laptopOf(options);
  const rows = quantities.flatMap((quantity) =>
    seriesOf(facts, quantity).map((series) => rowOf(quantity, series, laptop * 1e9)),
  );
  return {
    title: `How many fit into ${String(laptop)} GB`,
    sentences: ['Extrapolated from what was measured here; the last column by memory alone.'],
    table: { columns: ['What', 'Of', 'Measured', 'For each more', 'Once', 'Fit'], rows },
  };
}

function rowOf(quantity: Quantity, series: Series, laptop: number): string[] {
  const text = quantity === 'start' ? timeText : sizeText;
  const last = series.measured.at(-1) ?? { n: 0, value: 0 };
  return [
    quantity,
    series.of === 'containers' ? 'containers' : 'virtual machines',
    `${String(last.n)}: ${text(last.value)}`,
    text(series.each),
    series.once > 0 ? text(series.once) : '',
    quantity === 'memory' ? roughly(howMany(series, laptop)) : '',
  ];
}
