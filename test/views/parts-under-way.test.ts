import { expect, test } from 'vitest';
import { defaultOptions } from '../../src/views/options.ts';
import { isOf, transferredLayers } from '../../src/views/parts/exchanges.ts';
import { placeOf } from '../../src/views/parts/journeys.ts';
import { layout } from '../../src/views/parts/layout.ts';
import { apply } from '../../src/world/apply.ts';
import { exchangeId } from '../../src/world/id.ts';
import type { Exchange } from '../../src/world/model.ts';
import { isTerminalEntry, parseRecording } from '../../src/world/recording.ts';
import recording from '../recordings/docker-parts.jsonl?raw';
import { stage } from './worlds.ts';

const told = parseRecording(recording);
const events = told.entries.flatMap((entry) => (isTerminalEntry(entry) ? [] : [entry]));

test('Docker’s parts shows how much of a blob has come while it is under way', () => {
  const blob = events.find(
    (event) =>
      event.type === 'exchange/sent' &&
      event.exchange.subject.kind === 'registry' &&
      event.exchange.subject.request.startsWith('GET') &&
      event.exchange.subject.request.includes('/blobs/'),
  );
  if (blob?.type !== 'exchange/sent') throw new Error('No blob was fetched');
  const { id } = blob.exchange;
  const asked = events.filter(({ seq }) => seq <= blob.seq).reduce(apply, told.world);
  const progressed = { type: 'exchange/progressed', id, bytes: 1_200_000 } as const;
  const world = apply(asked, { ...progressed, seq: asked.seq + 1, at: asked.at + 900 });
  const scene = layout(world, stage, defaultOptions);
  const line = scene.items.find(({ kind, entity }) => kind === 'exchange' && entity?.id === id);
  expect(line?.spoken).toMatch(/\(1\.2 MB so far\)/);
  const journey = scene.journeys.find((each) => each.id === id);
  const placed = journey && placeOf(journey, world.at + 5000);
  expect(placed).toMatchObject({ waiting: true, cargo: { text: '1.2 MB so far' } });
});

test('Docker’s parts leaves a pull’s layers to the pull while something is pushed', () => {
  const command = (id: string, verb: string): Exchange => ({
    ...{ id: exchangeId(id), command: null, sentAt: 1, answer: null, evidence: [] },
    subject: { kind: 'command', pid: 9, argv: ['docker', verb, 'x'] },
  });
  const layer = (id: string, way: 'pull' | 'push'): Exchange => ({
    ...{ id: exchangeId(id), command: null, sentAt: 2, answer: null, evidence: [] },
    subject: { kind: 'layer', way, digest: `sha256:${way}`, size: 1, outcome: 'travelled' },
  });
  const layers = [layer('3', 'pull'), layer('4', 'push')];
  const waysOf = (id: string, verb: string): string[] => {
    const of = command(id, verb);
    if (!isOf(of, 'command')) throw new Error('It is no command');
    return transferredLayers(layers, of).map(({ digest }) => digest);
  };
  expect(waysOf('1', 'push')).toEqual(['sha256:push']);
  expect(waysOf('2', 'pull')).toEqual(['sha256:pull']);
});
