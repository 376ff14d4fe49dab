// Whatever changes a picture is told in words: over a session recorded on the real guest, event by event.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeChanges } from '../../src/views/changes.ts';
import { kernelLogView } from '../../src/views/kernel-log/view.ts';
import { layersView } from '../../src/views/layers/view.ts';
import { machinesView } from '../../src/views/machines/view.ts';
import { namespacesView } from '../../src/views/namespaces/view.ts';
import { defaultOptions, type ViewOptions } from '../../src/views/options.ts';
import { partsView } from '../../src/views/parts/view.ts';
import { pidsView } from '../../src/views/pids/view.ts';
import type { View } from '../../src/views/view.ts';
import { apply } from '../../src/world/apply.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import type { ExchangeId, World } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';

/** Holds every key: nothing is folded. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

const options: ViewOptions = {
  ...defaultOptions,
  ...{ opened: new Everything(), motion: 'reduced', log: { command: 'all', hidden: [] } },
};
/** So wide that no text is cut, so high that no row is left out. */
const size = { width: 6000, height: 100_000 };

interface Case {
  readonly view: View;
  /** What it reads: while these are the same, so are its picture and its words. */
  readonly tables: readonly (keyof World)[];
  /** What changes the picture without anything to announce; the account tells it. */
  readonly unannounced?: (event: WorldEvent) => boolean;
}

const people = ['processes', 'namespaces', 'containers', 'cgroups', 'signals', 'departed'] as const;

/** Somebody began to look or ceased to, and figures go on all the time. */
const isFigure = ({ type }: WorldEvent): boolean =>
  ['layer/listed', 'layer/forgotten', 'cgroup/read', 'cgroup/removed'].includes(type);

const summedUp = new Set(['operations', 'registry', 'event', 'attach']);

/** Messages for a docker command are summed up when it is answered. */
const isMessage = (event: WorldEvent): boolean =>
  event.type === 'exchange/progressed' ||
  (event.type === 'exchange/sent' && summedUp.has(event.exchange.subject.kind)) ||
  (event.type === 'exchange/answered' && !commands.has(event.id));

const cases: readonly Case[] = [
  { view: namespacesView, tables: people },
  { view: pidsView, tables: people },
  {
    view: layersView,
    tables: ['mounts', 'layers', 'contents', 'containers', 'images'],
    unannounced: isFigure,
  },
  {
    view: machinesView,
    tables: [...people, 'layers', 'images', 'readings', 'machines'],
    unannounced: isFigure,
  },
  { view: partsView, tables: [...people, 'traffic', 'images'], unannounced: isMessage },
  { view: kernelLogView, tables: ['requests'] },
];

/** What a picture says: its texts and what is set in it, without where it stands. */
function wordsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return name === 'id' || name === 'font' ? [] : [value];
  if (value === true) return [name];
  if (value instanceof Map) return [...value.values()].flatMap((each) => wordsIn(each, name));
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => wordsIn(each, key));
}

interface Moment {
  readonly event: WorldEvent;
  readonly before: World;
  readonly after: World;
}

const moments: Moment[] = [];
const commands = new Set<ExchangeId>();

beforeAll(() => {
  const file = new URL('../recordings/session.jsonl', import.meta.url);
  const { world, entries } = parseRecording(readFileSync(file, 'utf8'));
  let before = world;
  for (const entry of entries) {
    if (isTerminalEntry(entry)) continue;
    const after = apply(before, entry);
    moments.push({ event: entry, before, after });
    if (entry.type === 'exchange/sent' && entry.exchange.subject.kind === 'command')
      commands.add(entry.exchange.id);
    before = after;
  }
});

interface Untold {
  /** Events whose change of the picture is not in the account. */
  readonly account: string[];
  /** Those of which no sentence tells. */
  readonly sentences: string[];
  /** How often the picture changed. */
  changes: number;
}

/** The log grows and grows: its last lines are enough to see what comes. */
const lately = (world: World): World => ({ ...world, requests: world.requests.slice(-30) });

function untoldOf({ view, tables, unannounced }: Case): Untold {
  const untold: Untold = { account: [], sentences: [], changes: 0 };
  const read = (world: World) => ({
    words: wordsIn(view.layout(lately(world), size, options)),
    account: JSON.stringify(view.describe(lately(world), options)),
  });
  const [first] = moments;
  if (!first) return untold;
  let known = read(first.after);
  for (const { event, before, after } of moments.slice(1)) {
    if (tables.every((table) => before[table] === after[table])) continue;
    const now = read(after);
    const fresh = differing(known.words, now.words);
    if (fresh.length > 0) untold.changes++;
    const what = `${String(event.seq)} ${event.type}: ${fresh.slice(0, 4).join(' | ')}`;
    if (fresh.length > 0 && known.account === now.account) untold.account.push(what);
    const isNews = fresh.length > 0 && !unannounced?.(event) && !isEnding(event);
    if (isNews && describeChanges(before, after).length === 0) untold.sentences.push(what);
    known = now;
  }
  return untold;
}

/** Whoever ends gives up its arguments before it is gone: its end is what is told. */
function isEnding(event: WorldEvent): boolean {
  return event.type === 'process/read' && event.process.argv.length === 0;
}

/** Texts of which there are more or fewer than before. */
function differing(before: readonly string[], after: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of before) counts.set(text, (counts.get(text) ?? 0) - 1);
  for (const text of after) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].flatMap(([text, n]) => (n === 0 ? [] : [text]));
}

describe('whatever changes the picture is told', { timeout: 120_000 }, () => {
  test.each(cases.map((each) => [each.view.name, each] as const))('%s', (_, each) => {
    const { account, sentences, changes } = untoldOf(each);
    expect(account, 'not in the account').toEqual([]);
    expect(sentences, 'without a sentence').toEqual([]);
    expect(changes).toBeGreaterThan(10);
  });
});
