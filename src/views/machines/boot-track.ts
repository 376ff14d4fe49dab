import { bootStages, type BootStageName, type Machine } from '../../world/model.ts';
import { label } from './labels.ts';
import type { Label, Track, TrackPart } from './scene.ts';
import { stageWords, statusWords, timeText } from './words.ts';
import { say } from '../say.ts';

export const trackHeight = 144;
const barHeight = 15;
const logLines = 3;
/** A boot whose end is not known is drawn on a scale of this length or the next longer, ms. */
const spans = [10, 20, 30, 60, 120, 240].map((seconds) => seconds * 1000);

interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The boot from power on to PID 1, as long as it took; what goes on grows with the time. */
export function bootTrack(machine: Machine | null, { x, y, width }: Room): Track {
  const barY = y + 26;
  const lasts = machine ? spanOf(machine) : (spans[0] ?? 0);
  const perMs = width / lasts;
  const room = { x, y: barY, width };
  return {
    ...{ x, y: barY, width, height: barHeight },
    parts: machine ? partsOf(machine, room, perMs) : [],
    labels: [
      label(say`Boot: ${statusWords(machine)}`, { x, y: y + 14, style: 'figure', room: width }),
      ...(machine ? stageLabels(machine, room) : []),
      ...logOf(machine, x, barY + barHeight + 58, width),
    ],
    ticks: [0, 0.5, 1].map((share) => ({ x: x + share * width, text: timeText(share * lasts) })),
  };
}

/** All of it for a boot that is over, else the shortest scale with room for more. */
function spanOf({ stages, elapsed }: Machine): number {
  const ready = stages.find(({ name }) => name === 'ready');
  if (ready) return ready.ms;
  return spans.find((span) => elapsed < span * 0.8) ?? spans.at(-1) ?? elapsed;
}

const order: readonly BootStageName[] = bootStages.slice(0, 3);

function partsOf(machine: Machine, { x, width }: Room, perMs: number): TrackPart[] {
  const { stages, status, elapsed, toldAt } = machine;
  return order.flatMap((name): TrackPart[] => {
    const at = stages.findIndex((stage) => stage.name === name);
    const stage = stages[at];
    if (!stage) return [];
    // The firmware has had the machine since power on, though its first word comes later.
    const from = name === 'firmware' ? 0 : stage.ms;
    const next = stages[at + 1];
    const to = next?.ms ?? elapsed;
    const goesOn = !next && status === 'booting';
    const limit = x + width;
    const end = Math.min(limit, x + to * perMs);
    const growing = goesOn ? { at: toldAt, perMs, limit } : null;
    return [{ name, from: Math.min(limit, x + from * perMs), to: end, growing }];
  });
}

/** How long each part took, in three columns: a short part has no room for its own words. */
function stageLabels({ stages }: Machine, { x, y, width }: Room): Label[] {
  const column = width / order.length;
  return order.flatMap((name, i) => {
    const at = stages.findIndex((stage) => stage.name === name);
    const stage = stages[at];
    const next = stages[at + 1];
    const began = name === 'firmware' ? 0 : (stage?.ms ?? 0);
    const text = !stage ? '–' : next ? timeText(next.ms - began) : '…';
    const place = { x: x + 12 + i * column, room: column - 14 };
    return [
      label(stageWords[name](), { ...place, y: y + barHeight + 26, style: 'small' }),
      label(text, { ...place, y: y + barHeight + 40, style: 'figure' }),
    ];
  });
}

function logOf(machine: Machine | null, x: number, y: number, width: number): Label[] {
  const lines = machine?.lines.slice(-logLines) ?? [];
  return lines.map(({ text }, i) => label(text, { x, y: y + i * 13, style: 'log', room: width }));
}
