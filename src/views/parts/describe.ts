import type { World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { defaultOptions, type ViewOptions, type Where } from '../options.ts';
import { drawings, here, unmeasured } from './comparison.ts';
import { tookOf } from './exchanges.ts';
import { shownOf, type Shown } from './shown.ts';
import {
  commandText,
  durationText,
  fateOf,
  resultOf,
  saidOf,
  shortDigest,
  waysOf,
} from './words.ts';
import { sizeText } from '../layers/file-kind.ts';
import { layerCount } from '../counts.ts';
import { say } from '../say.ts';

/** The parts, and all that they said to each other for the shown command. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const where = options.parts?.where ?? 'page';
  const title = say`Docker’s parts`;
  if (where !== 'page') return { title, parts: [drawingPart(where)] };
  const shown = shownOf(world, options);
  return { title, parts: [partsPart(shown), ...layersPart(shown), saidPart(world, shown)] };
}

function drawingPart(where: Exclude<Where, 'page'>): AccountPart {
  const { title, outer, inner, parts, remarks } = drawings()[where];
  const held = inner.slice(0, 1).map((name) => say`In it: ${name}.`);
  return {
    title,
    sentences: [unmeasured(), ...outer.slice(0, 1).map((name) => `${name}.`), ...held, ...remarks],
    table: {
      columns: [say`Part`, say`What it is`],
      rows: Object.values(parts).map((row) => [...row]),
    },
  };
}

function partsPart({ containers, images }: Shown): AccountPart {
  const rows = [
    [say`Client`, say`docker, a process in the Linux for each command`],
    [say`Daemon`, say`Fishbowl’s engine, in this tab, outside the emulated Linux`],
    [say`Registry docker.io`, say`files of this site`],
    [say`Registry localhost:5000`, say`in this tab`],
    ...containers.map(({ container: { name, image }, status }) => [
      say`Container ${name}`,
      `${image}, ${status}`,
    ]),
    ...images.map(({ names, note, shared }) => {
      const many = shared.filter(Boolean).length;
      return [say`Image ${names}`, many > 0 ? say`${note}, ${String(many)} shared` : note];
    }),
  ];
  return {
    title: say`Parts`,
    sentences: [here().remark],
    table: { columns: [say`Part`, say`What`], rows },
  };
}

function layersPart({ layers }: Shown): AccountPart[] {
  if (layers.length === 0) return [];
  const skipped = layers.filter(({ state }) => state === 'exists').length;
  const rows = layers.map((layer) => [
    shortDigest(layer.digest),
    fateOf(layer),
    layer.state === 'asked' ? '' : sizeText(layer.bytes),
  ]);
  const sentence = say`${skipped} of ${layerCount(layers.length)} skipped: already there.`;
  return [
    {
      title: say`Layers`,
      sentences: skipped > 0 ? [sentence] : [],
      table: { columns: [say`Layer`, say`What became of it`, say`Size`], rows },
    },
  ];
}

function saidPart(world: World, { command, traffic }: Shown): AccountPart {
  const began = command?.sentAt ?? traffic[0]?.sentAt ?? 0;
  const rows = traffic.map((each) => [
    `+${durationText(Math.max(0, each.sentAt - began))}`,
    waysOf(each),
    saidOf(each, world),
    resultOf(each),
  ]);
  return {
    title: command ? commandText(command.subject.argv) : say`No docker command yet`,
    sentences: command ? [endSentence(command)] : [],
    table:
      rows.length === 0 ? null : { columns: [say`After`, say`Way`, say`What`, say`Answer`], rows },
  };
}

function endSentence(command: NonNullable<Shown['command']>): string {
  const { answer, subject } = command;
  const who = say`Process ${String(subject.pid)} asked the engine`;
  if (!answer) return say`${who}; the answer is not here yet.`;
  if (answer.status === null) return say`${who}; the machine was replaced before the answer.`;
  const took = durationText(tookOf(command) ?? 0);
  return say`${who}; the answer was exit ${String(answer.status)} after ${took}.`;
}
