import type { Machine, World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { laptopOf } from './charts.ts';
import { factsOf, type ContainerFacts, type Facts } from './facts.ts';
import { howMany, seriesOf, type Quantity, type Series } from './projection.ts';
import {
  caveats,
  containerSentence,
  orUnknown,
  roughly,
  sizeText,
  stageWords,
  statusWords,
  strengths,
  timeText,
} from './words.ts';
import { processCount } from '../counts.ts';
import { say } from '../say.ts';

/** The two stacks with all their figures, what they mean for many, and what each is better at. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const facts = factsOf(world);
  return {
    title: say`Containers and VMs`,
    parts: [
      containersPart(facts),
      machinePart(facts.second),
      manyPart(facts, options),
      ...Object.values(strengths()).map(({ title, points }) => ({
        ...{ title, sentences: points, table: null },
      })),
      { title: say`What these figures are`, sentences: caveats(), table: null },
    ],
  };
}

function containersPart({ containers, images, host }: Facts): AccountPart {
  const kernel = host.release === null ? say`one kernel` : say`one kernel, Linux ${host.release}`;
  const proved = containers.filter(({ sameKernel }) => sameKernel === true).length;
  return {
    title: say`Containers`,
    sentences: [
      containers.length === 1
        ? say`1 container runs on ${kernel}.`
        : say`${containers.length} containers run on ${kernel}.`,
      ...togetherSentence(containers),
      ...(proved > 0
        ? [
            say`${String(proved)} of them read the host’s own boot id in their /proc: the same kernel.`,
          ]
        : []),
      ...images.map(({ name, bytes, users }) =>
        users === 1
          ? say`The image ${name} takes ${orUnknown(bytes, sizeText)} once, for 1 container.`
          : say`The image ${name} takes ${orUnknown(bytes, sizeText)} once, for ${users} containers.`,
      ),
    ],
    table: {
      columns: [
        say`Container`,
        say`Image`,
        say`Start`,
        say`Memory`,
        say`Peak`,
        say`Own layer`,
        say`Processes`,
      ],
      rows: containers.map((each) => [
        each.container.name,
        each.container.image,
        each.start === null ? say`not seen` : timeText(each.start),
        orUnknown(each.memory, sizeText),
        orUnknown(each.peak, sizeText),
        orUnknown(each.disk, sizeText),
        String(each.processes),
      ]),
    },
  };
}

/** As far as it was measured. */
function togetherSentence(containers: readonly ContainerFacts[]): string[] {
  const sum = (of: 'memory' | 'disk'): string => {
    const figures = containers.flatMap((each) => each[of] ?? []);
    return figures.length === 0
      ? say`not measured`
      : sizeText(figures.reduce((all, each) => all + each, 0));
  };
  return containers.length < 2
    ? containers.map(containerSentence)
    : [say`Together: memory ${sum('memory')}, layers of their own ${sum('disk')}.`];
}

function machinePart(machine: Machine | null): AccountPart {
  const title = say`The second machine`;
  if (!machine) return { title, sentences: [say`It is not switched on.`], table: null };
  const { memory, disk, inside, stages } = machine;
  const told = inside
    ? [
        say`Its own kernel is Linux ${inside.release}, boot id ${inside.bootId}.`,
        say`${sizeText(inside.used)} of its memory are used; ${processCount(inside.processes)}.`,
      ]
    : [];
  return {
    title,
    sentences: [
      say`It is ${statusWords(machine)}.`,
      say`Its hardware has ${sizeText(memory)} of memory for it alone.`,
      say`On a disk its kernel takes ${sizeText(disk.kernel)} and its root file system ${sizeText(disk.root)}.`,
      ...told,
    ],
    table: {
      columns: [say`Stage`, say`After power on`, say`What it said`],
      rows: stages.map(({ name, ms, text }) => [stageWords[name](), timeText(ms), text]),
    },
  };
}

const quantityWords: Readonly<Record<Quantity, () => string>> = {
  memory: () => say`memory`,
  disk: () => say`disk`,
  start: () => say`start`,
};
const quantities: readonly Quantity[] = ['memory', 'disk', 'start'];

function manyPart(facts: Facts, options: ViewOptions): AccountPart {
  const laptop = laptopOf(options);
  const rows = quantities.flatMap((quantity) =>
    seriesOf(facts, quantity).map((series) => rowOf(quantity, series, laptop * 1e9)),
  );
  return {
    title: say`How many fit into ${String(laptop)} GB`,
    sentences: [say`Extrapolated from what was measured here; the last column by memory alone.`],
    table: {
      columns: [say`What`, say`Of`, say`Measured`, say`For each more`, say`Once`, say`Fit`],
      rows,
    },
  };
}

function rowOf(quantity: Quantity, series: Series, laptop: number): string[] {
  const text = quantity === 'start' ? timeText : sizeText;
  const last = series.measured.at(-1) ?? { n: 0, value: 0 };
  return [
    quantityWords[quantity](),
    series.of === 'containers' ? say`containers` : say`virtual machines`,
    `${String(last.n)}: ${text(last.value)}`,
    text(series.each),
    series.once > 0 ? text(series.once) : '',
    quantity === 'memory' ? roughly(howMany(series, laptop)) : '',
  ];
}
