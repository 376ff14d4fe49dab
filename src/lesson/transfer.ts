import type { Exchange, ExchangeId, ExchangeSubject, World } from '../world/model.ts';
import { say } from './say.ts';

export const ways = ['pull', 'push'] as const;
export type Way = (typeof ways)[number];

type LayerSubject = Extract<ExchangeSubject, { kind: 'layer' }>;

/** The layers of one image on their way from a registry, or to it. */
export interface Transfer {
  /** The docker command that it was for. */
  readonly command: ExchangeId;
  readonly layers: readonly LayerSubject[];
  /** What was sent or looked for, of which evidence can be shown. */
  readonly exchanges: readonly Exchange[];
}

export const travelled = ({ outcome }: LayerSubject): boolean => outcome === 'travelled';

/** Commands that carried layers to or from a registry, the newest last. */
export function transfers({ traffic }: World, way: Way, host: string): Transfer[] {
  const carried = new Map<ExchangeId, Exchange[]>();
  for (const exchange of traffic) {
    const { subject, command } = exchange;
    if (subject.kind !== 'layer' || subject.way !== way || command === null) continue;
    if (!traffic.some((each) => each.command === command && asks(each, host))) continue;
    carried.set(command, [...(carried.get(command) ?? []), exchange]);
  }
  return [...carried].map(([command, exchanges]) => ({
    command,
    exchanges,
    layers: exchanges.flatMap(({ subject }) => (subject.kind === 'layer' ? [subject] : [])),
  }));
}

/** Whether a registry was asked for something. */
export function asks({ subject }: Exchange, host: string): boolean {
  return subject.kind === 'registry' && subject.host === host;
}

/** A registry's answers to requests for manifests, of those that it gave or took. */
export function manifests(world: World, host: string, method: 'GET' | 'PUT') {
  const wanted = new RegExp(`^${method} /v2/(.+)/manifests/([^?]+)`);
  return world.traffic.flatMap((exchange, at) => {
    const { subject, answer } = exchange;
    if (subject.kind !== 'registry' || subject.host !== host) return [];
    const [, repository = '', reference = ''] = wanted.exec(subject.request) ?? [];
    const isGiven = answer?.status === 200 || answer?.status === 201;
    return repository !== '' && isGiven ? [{ exchange, at, repository, reference }] : [];
  });
}

/** "2 layers" */
export function layerCount(count: number): string {
  return count === 1 ? say`1 layer` : say`${String(count)} layers`;
}
