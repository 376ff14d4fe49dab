import type { Exchange, Millis } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import { isOf } from './exchanges.ts';
import type { Cargo, Journey, Place, WireName } from './scene.ts';
import { hasFailed } from './words.ts';
import { say } from '../say.ts';

/** How long one way takes to be seen, ms: what happened faster is stretched, its label keeps the measured time. */
const legs = { socket: 420, operations: 240, hub: 520, local: 520 } as const;
/** Where many set out at once they follow one another at this distance, unless that would make them late by more than `mostLate`. */
const apart = 70;
const mostLate = 1800;
/** What is skipped goes so far, stops, and fades. */
export const skippedAt = 0.55;
export const fading = 900;
/** More on their way at a time cannot be told apart. */
const mostJourneys = 60;

export type Ways = ReadonlyMap<WireName, readonly Place[]>;

/** On which wire something is said; null for what does not go from one part to another. */
export function wireOf(exchange: Exchange, traffic: readonly Exchange[]): keyof typeof legs | null {
  const { subject } = exchange;
  switch (subject.kind) {
    case 'command':
      return 'socket';
    case 'operations':
      return 'operations';
    case 'registry':
      return subject.host === 'docker.io' ? 'hub' : 'local';
    case 'layer': {
      if (subject.outcome !== 'exists') return null;
      // It is the registry that was asked last for this command that the layer does not come from, or go to.
      const asked = traffic.findLast(
        (each) =>
          isOf(each, 'registry') &&
          each.command === exchange.command &&
          each.sentAt <= exchange.sentAt,
      );
      return asked ? wireOf(asked, traffic) : null;
    }
    default:
      return null;
  }
}

/** What is on its way after `now`, in the order in which it was said. */
export function journeysOf(traffic: readonly Exchange[], ways: Ways, now: Millis): Journey[] {
  const last = new Map<string, Millis>();
  const journeys: Journey[] = [];
  for (const exchange of traffic) {
    const wire = wireOf(exchange, traffic);
    const points = wire && ways.get(wire);
    if (!wire || !points) continue;
    const next = (last.get(wire) ?? -Infinity) + apart;
    const late = next - exchange.sentAt;
    const leaves = late > 0 && late < mostLate ? next : exchange.sentAt;
    last.set(wire, leaves);
    const journey = journeyOf(exchange, { points, leaves, leg: legs[wire] });
    if (endOf(journey) > now) journeys.push(journey);
  }
  return journeys.slice(-mostJourneys);
}

function journeyOf(exchange: Exchange, way: Pick<Journey, 'points' | 'leaves' | 'leg'>): Journey {
  const { id, subject, answer } = exchange;
  const there = thereOf(exchange);
  if (subject.kind === 'layer')
    return { id, ...way, returns: null, there, waits: there, back: null };
  const returns = answer && Math.max(answer.at, way.leaves + way.leg);
  return {
    id,
    ...way,
    returns,
    there,
    waits: waitingOf(exchange) ?? there,
    back: backOf(exchange),
  };
}

/** When the last of its movements ends; what waits for an answer stands still. */
export function endOf({ leaves, leg, returns, back }: Journey): Millis {
  if (back === null) return leaves + leg + fading;
  return returns === null ? Infinity : returns + leg;
}

export function restOf(journey: Journey): Millis {
  const end = endOf(journey);
  return Number.isFinite(end) ? end : journey.leaves + journey.leg;
}

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly cargo: Cargo;
  /** 0 to 1. */
  readonly opacity: number;
  readonly waiting: boolean;
  /** On a piece of the line that goes up or down. */
  readonly upright: boolean;
}

/** Where it is at a moment; null before it set out and after it came. */
export function placeOf(journey: Journey, now: Millis): Placed | null {
  const { id, points, leaves, leg, returns, there, waits, back } = journey;
  if (now < leaves || now >= endOf(journey)) return null;
  const at = (share: number, cargo: Cargo, opacity = 1, waiting = false): Placed => {
    const { x, y, upright } = alongOf(points, share);
    return { id, x, y, cargo, opacity, waiting, upright };
  };
  const share = (now - leaves) / leg;
  if (back === null) {
    const faded = Math.max(0, now - leaves - leg) / fading;
    return at(skippedAt * Math.min(1, share), there, 1 - faded);
  }
  if (share < 1) return at(share, there);
  if (returns === null || now < returns) return at(1, waits, 1, true);
  return at(1 - (now - returns) / leg, back);
}

/** A share of the way along a line of straight pieces. */
export function alongOf(
  points: readonly Place[],
  share: number,
): Pick<Placed, 'x' | 'y' | 'upright'> {
  const lengths = points.slice(1).map(([x, y], i) => {
    const [fromX = 0, fromY = 0] = points[i] ?? [];
    return Math.hypot(x - fromX, y - fromY);
  });
  let left = Math.min(1, Math.max(0, share)) * lengths.reduce((sum, each) => sum + each, 0);
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [points[i], points[i + 1]];
    if (!from || !to) break;
    if (left <= length || i === lengths.length - 1) {
      const part = length === 0 ? 0 : left / length;
      const x = from[0] + (to[0] - from[0]) * part;
      return { x, y: from[1] + (to[1] - from[1]) * part, upright: from[0] === to[0] };
    }
    left -= length;
  }
  const [x, y] = points[0] ?? [0, 0];
  return { x, y, upright: false };
}

/** Blocks grow with what they carry: by half for each factor of ten. */
export function widthOf(bytes: number): number {
  return bytes <= 0 ? 7 : Math.round(Math.min(30, 8 + 3.2 * Math.log10(1 + bytes / 100)));
}

function thereOf({ subject }: Exchange): Cargo {
  if (subject.kind === 'layer')
    return { text: say`skipped`, width: widthOf(subject.size), look: 'skipped' };
  if (subject.kind === 'registry' && subject.bytes > 0)
    return { text: sizeText(subject.bytes), width: widthOf(subject.bytes), look: 'bytes' };
  if (subject.kind === 'operations' && subject.bytes > 0)
    return { text: sizeText(subject.bytes), width: widthOf(subject.bytes), look: 'bytes' };
  return { text: '', width: 7, look: 'question' };
}

/** What has come so far of an answer that is still on its way. */
function waitingOf({ answer, came }: Exchange): Cargo | null {
  if (answer || !came) return null;
  return { text: say`${sizeText(came)} so far`, width: widthOf(came), look: 'bytes' };
}

function backOf(exchange: Exchange): Cargo {
  const { subject, answer } = exchange;
  const bytes = answer?.bytes ?? 0;
  const failed = hasFailed(exchange);
  const carries = bytes > 0 && !failed && subject.kind !== 'command';
  if (carries) return { text: sizeText(bytes), width: widthOf(bytes), look: 'bytes' };
  return { text: codeOf(exchange), width: widthOf(0), look: failed ? 'failed' : 'answer' };
}

/** An answer that is but a number. */
function codeOf({ subject, answer }: Exchange): string {
  const status = answer?.status ?? null;
  if (status === null) return '';
  if (subject.kind === 'command') return say`exit ${String(status)}`;
  return subject.kind === 'registry' ? String(status) : '';
}
