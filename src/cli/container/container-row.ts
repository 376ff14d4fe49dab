// A container as docker ps lists it.
import { parseTime } from '../../engine/clock.ts';
import { type Container, containerName, containerStatus, shortId } from '../../engine/container.ts';
import { overlayDisk } from '../../engine/disk.ts';
import type { Engine } from '../../engine/engine.ts';
import { directorySize } from '../../engine/usage.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatSecond } from '../date.ts';
import { ellipsis, formatDuration, formatSize } from '../human.ts';
import type { Listing, Row } from '../listing.ts';
import { containerNetworks, containerPorts, formatPorts } from './facts.ts';

const commandWidth = 20;
const mountWidth = 15;

const raw = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;
const table =
  '{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';

/** The list; with a column more for sizes. */
export function containerListing(sizes: boolean): Listing {
  return {
    type: 'formatter.ContainerContext',
    headings: {
      ID: 'CONTAINER ID',
      Names: 'NAMES',
      Image: 'IMAGE',
      Command: 'COMMAND',
      CreatedAt: 'CREATED AT',
      RunningFor: 'CREATED',
      Ports: 'PORTS',
      State: 'STATE',
      Status: 'STATUS',
      Size: 'SIZE',
      Labels: 'LABELS',
      Mounts: 'MOUNTS',
      LocalVolumes: 'LOCAL VOLUMES',
      Networks: 'NETWORKS',
    },
    table: sizes ? `${table}\t{{.Size}}` : table,
    quiet: '{{.ID}}',
    raw: sizes ? `${raw}size: {{.Size}}\n` : raw,
  };
}

export interface RowOptions {
  /** Nothing is cut. */
  readonly whole: boolean;
  /** The SIZE column is wanted, which takes a walk through the container's files. */
  readonly size: boolean;
}

export async function containerRow(
  engine: Engine,
  container: Container,
  { whole, size }: RowOptions,
): Promise<Row> {
  const { file } = container;
  const now = engine.clock.now();
  const labels = file.Config.Labels;
  const created = parseTime(file.Created) ?? now;
  const points = Object.values(file.MountPoints);
  const mounts = points.map(({ Name: name, Source: source }) => name || source);
  return {
    labels,
    cells: {
      ID: whole ? container.id : shortId(container.id),
      Names: containerName(container),
      Image: await imageText(engine, container, whole),
      Command: commandText(container, whole),
      CreatedAt: formatSecond(created),
      RunningFor: `${formatDuration(now - created)} ago`,
      Ports: formatPorts(containerPorts(container)),
      State: containerStatus(container),
      Status: statusText(container, now),
      Size: size ? await sizeText(engine, container) : '',
      Labels: formatLabels(labels),
      Mounts: mounts.map((each) => (whole ? each : ellipsis(each, mountWidth))).join(','),
      LocalVolumes: String(points.filter(({ Driver: driver }) => driver === 'local').length),
      Networks: Object.keys(containerNetworks(container)).sort().join(','),
    },
  };
}

/** "a=1,b=2", sorted. */
export function formatLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
}

/** Bytes of a container's own layer. */
export function ownSize(engine: Engine, container: Container): Promise<number> {
  return directorySize(engine.agent, overlayDisk.diff(container.mountId));
}

async function sizeText(engine: Engine, container: Container): Promise<string> {
  const own = await ownSize(engine, container);
  const image = await engine.images.get(container.file.Image);
  const whole = own + (image ? await engine.images.size(image) : 0);
  return whole > 0 ? `${formatSize(own)} (virtual ${formatSize(whole)})` : formatSize(own);
}

/** The name it was made from, or the image's id where the name means another image by now. */
async function imageText(engine: Engine, { file }: Container, whole: boolean): Promise<string> {
  const named = await engine.images.find(file.Config.Image).catch(() => null);
  if (named?.id === file.Image) {
    const isId = file.Image.includes(file.Config.Image);
    return isId && !whole
      ? file.Config.Image.replace(/^sha256:/, '').slice(0, 12)
      : file.Config.Image;
  }
  if (file.Image === '') return '';
  return whole ? file.Image : shortDigest(file.Image);
}

function commandText({ file }: Container, whole: boolean): string {
  const words = file.Args.map((word) => (word.includes(' ') ? `'${word}'` : word));
  const line = [file.Path, ...words].join(' ');
  return JSON.stringify(whole ? line : ellipsis(line, commandWidth));
}

/** The STATUS column. */
export function statusText(container: Container, now: number): string {
  const { State: state } = container.file;
  const up = `Up ${since(state.StartedAt, now)}`;
  const ago = `(${String(state.ExitCode)}) ${since(state.FinishedAt, now)} ago`;
  switch (containerStatus(container)) {
    case 'running':
      return up + healthText(container);
    case 'paused':
      return `${up} (Paused)`;
    case 'restarting':
      return `Restarting ${ago}`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    case 'created':
      return 'Created';
    case 'exited':
      return `Exited ${ago}`;
  }
}

function healthText({ file }: Container): string {
  const health = file.State.Health;
  if (!health) return '';
  return health.Status === 'starting' ? ' (health: starting)' : ` (${health.Status})`;
}

function since(time: string, now: number): string {
  return formatDuration(now - (parseTime(time) ?? now));
}
