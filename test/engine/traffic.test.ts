import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/event.ts';
import { pullImage } from '../../src/engine/pull.ts';
import { toldFetch, toldSend } from '../../src/engine/traffic/told-registry.ts';
import { Traffic } from '../../src/engine/traffic/traffic.ts';
import { FakeGuest } from '../fake/guest.ts';
import { tarEntry, tarFile } from '../fake/registry.ts';

type Said = Extract<EngineEvent, { type: 'exchange' }>;
type Sent = Extract<Said, { action: 'sent' }>;

function heard(traffic: Traffic): Said[] {
  const said: Said[] = [];
  traffic.onSaid((event) => said.push(event));
  return said;
}

const sentOf = (said: readonly Said[], kind: Sent['subject']['kind']): Sent[] =>
  said.filter((event): event is Sent => event.action === 'sent' && event.subject.kind === kind);

const attached = { kind: 'attach', container: 'c', socket: '/s' } as const;
const command = { kind: 'command', pid: 7, argv: ['docker', 'ps'], message: '{}' } as const;
const event = { kind: 'event', topic: 't', action: 'a', subject: 's', name: 'n' } as const;

describe('Traffic', () => {
  test('says for which command something is, while only one is under way', () => {
    const traffic = new Traffic();
    const said = heard(traffic);
    traffic.tell(event);
    const first = traffic.command(command);
    traffic.tell(event);
    const second = traffic.command(command);
    traffic.tell(event);
    const joined = traffic.attach(second.id, attached);
    traffic.tell(event);
    joined.answered({ status: 0, bytes: 0, text: '' });
    first.answered({ status: 0, bytes: 0, text: '' });
    traffic.tell(event);
    expect(sentOf(said, 'event').map((each) => each.command)).toEqual([
      ...[null, first.id, null, first.id, second.id],
    ]);
  });

  test('tells how much of a file has come, in steps worth seeing', async () => {
    const traffic = new Traffic();
    const said = heard(traffic);
    const chunk = 100 * 1024;
    const heardBytes: number[] = [];
    const fetch = toldFetch(
      (_path, onProgress) => {
        for (let come = chunk; come <= 10 * chunk; come += chunk) onProgress(come);
        return Promise.resolve({ status: 200, bytes: new Uint8Array(10 * chunk) });
      },
      'docker.io',
      traffic,
    );
    await fetch('v2/library/app/blobs/x', (bytes) => heardBytes.push(bytes));
    const steps = said.flatMap((each) => (each.action === 'progressed' ? [each.bytes] : []));
    expect(steps).toEqual([3 * chunk, 6 * chunk, 9 * chunk]);
    expect(heardBytes).toHaveLength(10);
    expect(said.map(({ action }) => action)).toEqual([
      ...['sent', 'progressed', 'progressed', 'progressed', 'answered'],
    ]);
  });

  test('tells each request to a registry with its status and its bytes', async () => {
    const traffic = new Traffic();
    const said = heard(traffic);
    const fetch = toldFetch(
      () => Promise.resolve({ status: 404, bytes: new Uint8Array(9) }),
      'docker.io',
      traffic,
    );
    const answer = { status: 201, headers: {}, body: new Uint8Array(2) };
    const send = toldSend(() => Promise.resolve(answer), 'localhost:5000', traffic);
    const digest = `sha256:${'a'.repeat(64)}`;
    await fetch(`v2/library/app/blobs/${digest}`, () => undefined);
    await send({
      ...{ method: 'POST', path: '/v2/app/blobs/uploads/', query: { digest }, headers: {} },
      body: new Uint8Array(5),
    });
    expect(said.map((each) => (each.action === 'answered' ? each.answer : each))).toMatchObject([
      { subject: { request: `GET /v2/library/app/blobs/${digest}`, digest, bytes: 0 } },
      { status: 404, bytes: 9 },
      { subject: { request: `POST /v2/app/blobs/uploads/?digest=${digest}`, digest, bytes: 5 } },
      { status: 201, bytes: 2 },
    ]);
  });

  test('tells a registry that does not answer, and passes the failure on', async () => {
    const traffic = new Traffic();
    const said = heard(traffic);
    const fetch = toldFetch(() => Promise.reject(new Error('offline')), 'docker.io', traffic);
    await expect(fetch('v2/x', () => undefined)).rejects.toThrow('offline');
    expect(said.at(-1)).toMatchObject({ answer: { status: 0, text: 'no answer: Error: offline' } });
  });
});

describe('the engine', () => {
  test('tells every message to the agent, and counts what is in it', async () => {
    const guest = new FakeGuest();
    await guest.engine.ready();
    const said = heard(guest.engine.traffic);
    const before = guest.agent.roundTrips;
    await guest.registry.publish('app', [[tarEntry('etc/'), tarFile('etc/a', 'one')]]);
    await pullImage(guest.engine, 'app', () => undefined);
    const sent = sentOf(said, 'operations');
    expect(sent).toHaveLength(guest.agent.roundTrips - before);
    expect(said.filter(({ action }) => action === 'answered')).toHaveLength(sent.length);
    const counts = sent.flatMap(({ subject }) =>
      subject.kind === 'operations' ? Object.entries(subject.counts) : [],
    );
    expect(counts.filter(([op]) => op === 'mkdir').length).toBeGreaterThan(0);
  });

  test('tells which layers travelled and which were there already', async () => {
    const guest = new FakeGuest();
    const base = [tarEntry('etc/'), tarFile('etc/a', 'one')];
    await guest.registry.publish('app', [base]);
    await guest.registry.publish('more', [base, [tarFile('etc/b', 'two')]]);
    const said = heard(guest.engine.traffic);
    for (const name of ['app', 'more', 'more'])
      await pullImage(guest.engine, name, () => undefined);
    const layers = sentOf(said, 'layer').map(({ subject }) =>
      subject.kind === 'layer' ? subject.outcome : '',
    );
    expect(layers).toEqual(['travelled', 'exists', 'travelled', 'exists', 'exists']);
  });

  test('tells a docker command from its request to its exit code, with the bytes of its answer', async () => {
    const guest = new FakeGuest();
    const said = heard(guest.engine.traffic);
    const { stdout } = await guest.docker('images');
    const [asked] = sentOf(said, 'command');
    expect(asked?.subject).toMatchObject({ argv: ['docker', 'images'] });
    expect(said.findLast((each) => each.action === 'answered')).toMatchObject({
      id: asked?.id,
      answer: { status: 0, bytes: stdout.length },
    });
  });
});
