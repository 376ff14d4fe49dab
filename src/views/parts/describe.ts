import type { World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { drawings, here, unmeasured } from './comparison.ts';
import { tookOf } from './exchanges.ts';
import { shownOf, type Shown } from './shown.ts';
import {
  commandText,
  durationText,
  fateOf,
  plural,
  resultOf,
  saidOf,
  shortDigest,
  waysOf,
} from './words.ts';
import { sizeText } from '../layers/file-kind.ts';

/** The parts, and all that they said to each other for the shown command. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const where = options.parts?.where ?? 'page';
  const title = 'Docker’s parts';
  if (where !== 'page') return { title, parts: [drawingPart(where)] };
  const shown = shownOf(world, options);
  return { title, parts: [partsPart(shown), ...layersPart(shown), saidPart(world, shown)] };
}

function drawingPart(where: keyof typeof drawings): AccountPart {
  const { title, outer, inner, parts, remarks } = drawings[where];
  const held = inner === '' ? [] : [`In it: ${inner}.`];
  return {
    title,
    sentences: [unmeasured, `${outer}.`, ...held, ...remarks],
    table: { columns: ['Part', 'What it is'], rows: Object.values(parts).map((row) => [...row]) },
  };
}

function partsPart({ containers, images }: Shown): AccountPart {
  const rows = [
    ['Client', 'docker, a process in the Linux for each command'],
    ['Daemon', 'Fishbowl’s engine, in this tab, outside the emulated Linux'],
    ['Registry docker.io', 'files of this site'],
    ['Registry localhost:5000', 'in this tab'],
    ...containers.map(({ container: { name, image }, status }) => [
      `Container ${name}`,
      `${image}, ${status}`,
    ]),
    ...images.map(({ names, note, shared }) => {
      const many = shared.filter(Boolean).length;
      return [`Image ${names}`, many > 0 ? `${note}, ${String(many)} shared` : note];
    }),
  ];
  return { title: 'Parts', sentences: [here.remark], table: { columns: ['Part', 'What'], rows } };
}

function layersPart({ layers }: Shown): AccountPart[] {
  if (layers.length === 0) return [];
  const skipped = layers.filter(({ state }) => state === 'exists').length;
  const rows = layers.map((layer) => [
    shortDigest(layer.digest),
    fateOf(layer),
    layer.state === 'asked' ? '' : sizeText(layer.bytes),
  ]);
  const sentence = `${String(skipped)} of ${plural(layers.length, 'layer')} skipped: already there.`;
  return [
    {
      title: 'Layers',
      sentences: skipped > 0 ? [sentence] : [],
      table: { columns: ['Layer', 'What became of it', 'Size'], rows },
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
    title: command ? commandText(command.subject.argv) : 'No docker command yet',
    sentences: command ? [endSentence(command)] : [],
    table: rows.length === 0 ? null : { columns: ['After', 'Way', 'What', 'Answer'], rows },
  };
}

function endSentence(command: NonNullable<Shown['command']>): string {
  const { answer, subject } = command;
  const who = `Process ${String(subject.pid)} asked the engine`;
  if (!answer) return `${who}; the answer is not here yet.`;
  if (answer.status === null) return `${who}; the machine was replaced before the answer.`;
  const took = durationText(tookOf(command) ?? 0);
  return `${who}; the answer was exit ${String(answer.status)} after ${took}.`;
}
