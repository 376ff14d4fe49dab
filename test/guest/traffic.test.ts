// What docker's parts say to each other on the real guest: the world's rows against counts taken outside of them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../src/agent/agent.ts';
import { pageClock } from '../../src/backend/clock.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { openGuest } from '../../src/backend/open-guest.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { fetchRegistryFile, fileArtifacts } from '../../src/guest/files.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { parseReference } from '../../src/oci/reference.ts';
import type { Exchange } from '../../src/world/model.ts';
import { dockerCommands, only, operationCounts } from '../../src/views/parts/exchanges.ts';

let guest: Guest;
/** What the registry's files were asked for: path, status, bytes. */
let fetched: [string, number, number][] = [];
/** Operations that reached the agent's client, by kind; without those that run the test's own lines. */
let operations = new Map<string, number>();
let journal: string[] = [];
let seen = 0;

beforeAll(async () => {
  await openGuest({
    artifacts: fileArtifacts(),
    clock: pageClock,
    onProgress: () => undefined,
    onGuest: (opened) => (guest = opened),
    async registry(path, onProgress) {
      const answer = await fetchRegistryFile(path, onProgress);
      fetched.push([path, answer.status, answer.bytes.length]);
      return answer;
    },
  });
  await guest.run('docker ps');
  count(guest);
});
afterAll(() => guest.shutdown());

function count({ agent, engine }: Guest): void {
  const { batch, call } = agent;
  const add = (all: readonly Operation[]): void => {
    for (const { op } of all) operations.set(op, (operations.get(op) ?? 0) + 1);
  };
  const isOwn = ([first]: readonly Operation[]): boolean =>
    first?.op === 'run' && first.argv[0] === 'sh';
  agent.batch = (all, options) => {
    if (!isOwn(all)) add(all);
    return batch(all, options);
  };
  agent.call = (operation) => {
    add([operation]);
    return call(operation);
  };
  engine.journal.onMessage(({ type, action }) => journal.push(`${type} ${action}`));
}

/** Runs a line; answers what the world has of it, and forgets the counts before. */
async function traffic(line: string, exit = 0): Promise<Exchange[]> {
  [fetched, operations, journal] = [[], new Map(), []];
  await guest.settle();
  seen = Number(guest.world.traffic.at(-1)?.id ?? 0);
  const ran = await guest.run(line);
  expect([ran.exit, line]).toEqual([exit, line]);
  await guest.settle();
  const rows = guest.world.traffic.filter(({ id }) => Number(id) > seen);
  expect(rows.filter(({ answer }) => answer === null)).toEqual([]);
  const [command] = dockerCommands({ ...guest.world, traffic: rows });
  expect(command?.subject.argv.join(' ')).toBe(line.replace(/;.*/, ''));
  expect(command?.answer).toMatchObject({
    status: ran.exit,
    bytes: line.includes(' run ') ? 0 : ran.stdout.length + ran.stderr.length,
  });
  expect(new Map(operationCounts(rows))).toEqual(operations);
  const events = only(rows, 'event').map(({ subject: { topic, action } }) => `${topic} ${action}`);
  expect(events).toEqual(journal);
  return rows;
}

const requestsOf = (rows: readonly Exchange[]) =>
  only(rows, 'registry').map(({ subject: { request, bytes }, answer }) => ({
    request: request.replace(/sha256:[0-9a-f]{64}/, 'DIGEST'),
    ...{ sent: bytes, status: answer?.status, came: answer?.bytes },
  }));
const fatesOf = (rows: readonly Exchange[]) =>
  only(rows, 'layer').map(({ subject: { way, outcome, size } }) => [way, outcome, size]);

test('a pull: each request with its status and bytes, and which layers travelled', async () => {
  const rows = await traffic('docker pull -q busybox');
  const asked = only(rows, 'registry').map(({ subject, answer }) => [
    subject.request.replace('GET /', ''),
    ...[answer?.status, answer?.bytes],
  ]);
  expect(asked).toEqual(fetched);
  expect(fetched).toHaveLength(3);
  expect(fatesOf(rows)).toEqual([['pull', 'travelled', fetched[2]?.[2]]]);
  expect(only(rows, 'registry').at(-1)?.came).toBe(fetched[2]?.[2]);
  const again = await traffic('docker pull -q busybox');
  expect(fatesOf(again)).toEqual([['pull', 'exists', fatesOf(rows)[0]?.[2]]]);
  expect(only(again, 'registry')).toHaveLength(1);
});

test('a push: what the registry then has is what went; what it has already is skipped', async () => {
  await traffic('docker tag busybox localhost:5000/box');
  const rows = await traffic('docker push -q localhost:5000/box');
  const reference = parseReference('localhost:5000/box:latest');
  const bytes = await guest.engine.registry.readManifest(reference, 'latest');
  const manifest = bytes && parseManifest(bytes);
  if (manifest?.kind !== 'manifest') throw new Error('The registry has no manifest');
  const layer = manifest.layers[0]?.size;
  const upload = 'POST /v2/box/blobs/uploads/?digest=DIGEST';
  expect(requestsOf(rows)).toMatchObject([
    { request: upload, status: 201, sent: layer },
    { request: 'HEAD /v2/box/blobs/DIGEST', status: 404 },
    { request: upload, status: 201, sent: manifest.config.size },
    { request: 'PUT /v2/box/manifests/latest', status: 201, sent: bytes?.length },
  ]);
  expect(fatesOf(rows)).toEqual([['push', 'travelled', layer]]);
  const again = await traffic('docker push -q localhost:5000/box');
  expect(requestsOf(again).map(({ request, status }) => `${request} ${String(status)}`)).toEqual([
    'HEAD /v2/box/blobs/DIGEST 200',
    'HEAD /v2/box/blobs/DIGEST 200',
    'PUT /v2/box/manifests/latest 201',
  ]);
  expect(fatesOf(again)).toEqual([['push', 'exists', layer]]);
});

test('a run: events, the program that was started, and the client joined with the container', async () => {
  const rows = await traffic('docker run --name box busybox true');
  expect(journal).toEqual(
    expect.arrayContaining(['container create', 'container start', 'container die']),
  );
  const [joined] = only(rows, 'attach');
  const container = [...guest.world.containers.values()].find(({ name }) => name === 'box');
  expect(joined?.subject.container).toBe(container?.id);
  const lines = only(rows, 'operations').flatMap(({ subject }) => subject.lines);
  expect(lines.filter((line) => /^run \S*shim run/.test(line))).toHaveLength(1);
  expect(only(await traffic('docker rm box'), 'event')).toHaveLength(1);
});

test('a command that fails has its exit code; the client is the process that asked', async () => {
  const { stdout } = await guest.run('docker rm box & echo $!; wait');
  await guest.settle();
  const command = dockerCommands(guest.world).at(-1);
  expect(command?.answer?.status).toBe(1);
  expect(command?.subject.pid).toBe(Number(decodeText(stdout).split('\n')[0]));
});
