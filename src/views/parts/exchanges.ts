import type { Exchange, ExchangeSubject, World } from '../../world/model.ts';
import type { ViewOptions } from '../options.ts';

export type Of<K extends ExchangeSubject['kind']> = Exchange & {
  readonly subject: Extract<ExchangeSubject, { kind: K }>;
};

export function isOf<K extends ExchangeSubject['kind']>(each: Exchange, kind: K): each is Of<K> {
  return each.subject.kind === kind;
}

export function only<K extends ExchangeSubject['kind']>(
  traffic: readonly Exchange[],
  kind: K,
): Of<K>[] {
  return traffic.filter((each): each is Of<K> => isOf(each, kind));
}

/** The docker commands that are remembered, oldest first. */
export function dockerCommands({ traffic }: World): Of<'command'>[] {
  return only(traffic, 'command');
}

/** The docker command whose traffic is shown: the chosen one, else the last; null where there was none. */
export function shownCommand(world: World, { parts }: ViewOptions): Of<'command'> | null {
  const all = dockerCommands(world);
  return all.find(({ id }) => id === parts?.command) ?? all.at(-1) ?? null;
}

/** What was said for a command, and what was said meanwhile for no command that could be told. */
export function trafficOf({ traffic }: World, command: Of<'command'> | null): Exchange[] {
  if (!command) return traffic.filter((each) => !isOf(each, 'command') && each.command === null);
  const { id, sentAt, answer } = command;
  const meanwhile = (each: Exchange): boolean =>
    each.command === null && each.sentAt >= sentAt && (answer === null || each.sentAt <= answer.at);
  return traffic.filter(
    (each) => each.command === id || (!isOf(each, 'command') && meanwhile(each)),
  );
}

/** Milliseconds from question to answer; null while there is none. */
export function tookOf({ sentAt, answer }: Exchange): number | null {
  return answer && answer.at - sentAt;
}

export interface Totals {
  readonly count: number;
  /** Bytes there and back. */
  readonly up: number;
  readonly down: number;
}

export function totalsOf(traffic: readonly (Of<'registry'> | Of<'operations'>)[]): Totals {
  const up = traffic.reduce((sum, { subject }) => sum + subject.bytes, 0);
  const down = traffic.reduce((sum, { answer }) => sum + (answer?.bytes ?? 0), 0);
  return { count: traffic.length, up, down };
}

/** Operations of each kind, most first. */
export function operationCounts(traffic: readonly Exchange[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { subject } of only(traffic, 'operations'))
    for (const [op, count] of Object.entries(subject.counts))
      counts.set(op, (counts.get(op) ?? 0) + count);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** A layer of a pull or push, and how far it has come. */
export interface TransferredLayer {
  readonly exchange: Exchange;
  readonly digest: string;
  readonly bytes: number;
  readonly state: 'travelled' | 'exists' | 'asked' | 'arrived';
}

/** What was said of layers, without those of another command that went the other way meanwhile. */
function layersFor(traffic: readonly Exchange[], command: Of<'command'> | null): Of<'layer'>[] {
  const pushes = command?.subject.argv.includes('push') === true;
  return only(traffic, 'layer').filter(
    ({ subject: { way }, command: whose }) =>
      !command || whose === command.id || (way === 'push') === pushes,
  );
}

/** The layers of a command in the order in which they were first spoken of; while it is under way, also what it asked for. */
export function transferredLayers(
  traffic: readonly Exchange[],
  command: Of<'command'> | null,
): TransferredLayer[] {
  const told = layersFor(traffic, command).map((exchange): TransferredLayer => {
    const { digest, size, outcome } = exchange.subject;
    return { exchange, digest, bytes: size, state: outcome };
  });
  if (command?.answer !== null) return told;
  const known = new Set(told.map(({ digest }) => digest));
  const asked = only(traffic, 'registry').filter(
    ({ subject: { request, digest } }) =>
      digest !== null && !known.has(digest) && request.includes('/blobs/sha256:'),
  );
  return [
    ...told,
    ...asked.map((exchange): TransferredLayer => {
      const { subject, answer } = exchange;
      const bytes = answer?.bytes ?? 0;
      return { exchange, digest: subject.digest ?? '', bytes, state: answer ? 'arrived' : 'asked' };
    }),
  ];
}
