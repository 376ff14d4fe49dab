// `--filter` of docker ps.
import { type Container, containerName, containerStatus } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import { Filters } from '../filter.ts';
import { containerNetworks, containerPorts } from './facts.ts';
import { fitsPorts } from './port-filter.ts';

export interface ContainerFilter {
  readonly test: (container: Container) => boolean;
  /** True when it asks for states itself, so that stopped containers count too. */
  readonly anyState: boolean;
}

const accepted =
  'ancestor before exited id isolation label name status health since volume network is-task publish expose';
const statuses = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const healths = ['none', 'starting', 'healthy', 'unhealthy'];

export async function containerFilter(
  engine: Engine,
  conditions: readonly string[],
): Promise<ContainerFilter> {
  const filters = new Filters(conditions, accepted);
  checkValues(filters);
  const exits = filters.values('exited').map(parseExit);
  const tests: ((container: Container) => boolean)[] = [
    await identity(engine, filters),
    (container) => filters.fits('name', containerName(container), container.file.Name),
    (container) => filters.isExactly('status', containerStatus(container)),
    ({ file }) => filters.isExactly('health', file.State.Health?.Status ?? 'none'),
    ({ file }) => filters.fitsLabels(file.Config.Labels),
    (container) => fitsVolume(filters, container),
    (container) => fitsNetwork(filters, container),
    (container) => exits.length === 0 || hasExit(container, exits),
    () => filters.bool('is-task') !== true,
    fitsPorts(filters.values('publish'), 'publish', (each) =>
      containerPorts(each).flatMap(({ outside, protocol }) =>
        outside === 0 ? [] : [`${String(outside)}/${protocol}`],
      ),
    ),
    fitsPorts(filters.values('expose'), 'expose', (each) =>
      containerPorts(each).map(({ inside, protocol }) => `${String(inside)}/${protocol}`),
    ),
    await ancestry(engine, filters),
    await age(engine, filters),
  ];
  return {
    test: (container) => tests.every((test) => test(container)),
    anyState: filters.has('status'),
  };
}

function checkValues(filters: Filters): void {
  const status = filters.values('status').find((value) => !statuses.includes(value));
  if (status !== undefined) throw new EngineError('invalid', `Invalid filter 'status=${status}'`);
  const health = filters.values('health').find((value) => !healths.includes(value));
  if (health === undefined) return;
  throw new EngineError('invalid', `Unrecognised filter value for health: ${health}`);
}

function parseExit(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new EngineError('invalid', `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function hasExit({ file }: Container, exits: readonly number[]): boolean {
  const { Running: running, StartedAt: started, ExitCode: code } = file.State;
  return !running && !started.startsWith('0001') && exits.includes(code);
}

/** By a volume's name or a mount's destination. */
function fitsVolume(filters: Filters, { file }: Container): boolean {
  if (!filters.has('volume')) return true;
  const points = Object.values(file.MountPoints);
  return points.some(
    ({ Name: name, Destination: path }) =>
      filters.isExactly('volume', name) || filters.isExactly('volume', path),
  );
}

function fitsNetwork(filters: Filters, container: Container): boolean {
  if (!filters.has('network')) return true;
  return Object.entries(containerNetworks(container)).some(
    ([name, { NetworkID: id }]) =>
      filters.isExactly('network', name) ||
      filters.values('network').some((value) => value !== '' && id.startsWith(value)),
  );
}

/** A beginning of an id means a container where no other's id begins so. */
async function identity(
  engine: Engine,
  filters: Filters,
): Promise<(container: Container) => boolean> {
  if (!filters.has('id')) return () => true;
  const all = (await engine.containers.list()).map(({ id }) => id);
  const meant = filters.values('id').flatMap((value) => {
    const found = all.filter((id) => value !== '' && id.startsWith(value));
    return found.length === 1 ? found : [];
  });
  return ({ id }) => meant.includes(id);
}

/** Containers of an image, or of one that stands on it. */
async function ancestry(
  engine: Engine,
  filters: Filters,
): Promise<(container: Container) => boolean> {
  if (!filters.has('ancestor')) return () => true;
  const all = await engine.images.list();
  const ids = new Set<string>();
  for (const name of filters.values('ancestor')) {
    const image = await engine.images.find(name);
    if (!image) continue;
    for (const each of all) {
      const stands = image.chain.every((chainId, index) => each.chain[index] === chainId);
      if (each.id === image.id || (stands && each.chain.length > image.chain.length))
        ids.add(each.id);
    }
  }
  return ({ file }) => ids.has(file.Image);
}

/** `before` and `since` name a container. */
async function age(engine: Engine, filters: Filters): Promise<(container: Container) => boolean> {
  const created = async (name: 'before' | 'since'): Promise<string | null> => {
    const value = filters.values(name).at(-1);
    if (value === undefined) return null;
    const found = await engine.containers.resolve(value).catch(() => null);
    if (!found) throw new EngineError('notFound', `no such container ${value}`);
    return found.file.Created;
  };
  const [before, since] = [await created('before'), await created('since')];
  return ({ file }) =>
    (before === null || file.Created < before) && (since === null || file.Created > since);
}
