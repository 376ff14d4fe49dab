import { describe, expect, test } from 'vitest';
import { answers } from '../../src/lesson/answers.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId, exchangeId } from '../../src/world/id.ts';
import { evidence, mount, ns } from '../world/sample.ts';
import { has, inBox, judge, sleep, world, type Row } from './bench.ts';

function rows(name: string, given: object, all: readonly Row[]): void {
  test.each<Row>(all)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

const read = (path: string, text: string): WorldFact => ({
  type: 'reading/read',
  reading: { path, text, at: 0 },
});

let told = 0;
function event(topic: string, action: string, subject: string): WorldFact {
  return {
    type: 'exchange/sent',
    exchange: {
      ...{ id: exchangeId(String(++told) as never), command: null, sentAt: 0 },
      subject: { kind: 'event', topic, action, subject, name: '' },
      answer: { at: 0, status: null, bytes: 0 },
      evidence: [evidence('told')],
    },
  };
}

const folder = '/var/lib/docker/volumes/diary/_data';
const mounted: WorldFact = {
  type: 'mounts/read',
  namespace: ns('mnt', 1),
  mounts: [mount({ mountId: 9, point: '/data', root: folder, namespace: ns('mnt', 1) })],
};
const one = [has(), mounted, event('volume', 'mount', 'diary')];
const two = [...one, event('container', 'destroy', '1a'), event('volume', 'mount', 'diary')];

describe('volume-outlives', () => {
  rows('volume-outlives', { file: 'note' }, [
    ['nothing runs', world([]), false, /No container that runs has a volume/],
    ['it has no volume', world([inBox], has()), false, /No container that runs has a volume/],
    ['nobody else had it', world([inBox], ...one), false, /No container that had it was removed/],
    [
      'another volume’s container was removed',
      world(
        [inBox],
        event('volume', 'mount', 'other'),
        event('container', 'destroy', '1a'),
        ...one,
      ),
      false,
      /No container that had it/,
    ],
    ['nothing is in it', world([inBox], ...two), false, /nothing in it named note/],
    [
      'the note is in it',
      world([inBox], ...two, read(`${folder}/note`, 'day one')),
      true,
      /box has the volume diary of a container that is gone/,
    ],
  ]);

  test.each([
    ['kept', two],
    ['new', one],
  ] as const)('volume-kept is %s', (key, facts) => {
    expect(answers.get('volume-kept')?.find(world([inBox], ...facts), {})?.key).toBe(key);
  });
});

describe('neighbours', () => {
  const file = (id: string, ...networks: string[]): WorldFact =>
    read(
      `/var/lib/docker/containers/${id}/config.v2.json`,
      JSON.stringify({
        NetworkSettings: { Networks: Object.fromEntries(networks.map((name) => [name, {}])) },
      }),
    );
  const upper = '/var/lib/docker/overlay2/x/diff';
  const both = [has({ upper }), has({ id: containerId('4a'), name: 'two', pid: 30, upper })];
  const processes = [inBox, sleep({ pid: 30, apart: { pid: 2 }, pids: [30, 1] })];
  const about = (...files: WorldFact[]) => world(processes, ...both, ...files);
  rows('neighbours', { count: 2 }, [
    ['nothing runs', world([]), false, /No container runs in a network/],
    ['a file is being written', about(read('x', '')), false, /No container runs in a network/],
    [
      'they are in the bridge',
      about(file('3f', 'bridge'), file('4a', 'bridge')),
      false,
      /are in bridge, where names/,
    ],
    [
      'each has its own',
      about(file('3f', 'garden'), file('4a', 'hall')),
      false,
      /Only box: in the network garden/,
    ],
    [
      'they have one in common',
      about(file('3f', 'garden', 'bridge'), file('4a', 'garden')),
      true,
      /box and two are in the network garden/,
    ],
  ]);
});
