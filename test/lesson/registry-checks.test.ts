import { describe, expect, test } from 'vitest';
import { answers } from '../../src/lesson/answers.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId, exchangeId, imageId } from '../../src/world/id.ts';
import type { ExchangeSubject, World } from '../../src/world/model.ts';
import { evidence } from '../world/sample.ts';
import { has, judge, world, type Row } from './bench.ts';

function rows(name: string, given: object, all: readonly Row[]): void {
  test.each<Row>(all)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

const host = 'localhost:5000';
const image = (id: string, names: string[], layers = [id]): WorldFact => ({
  type: 'image/changed',
  image: { id: imageId(id), names, layers, size: 1, directories: [], history: [] },
});

let said = 0;
function exchange(command: number, subject: ExchangeSubject, status?: number): WorldFact {
  const answer = status === undefined ? null : { at: 1, status, bytes: 1 };
  const ids = [String(++said), `c${String(command)}`].map((id) => exchangeId(id as never));
  const [id = exchangeId('0' as never), asking = id] = ids;
  return {
    type: 'exchange/sent',
    exchange: { id, command: asking, subject, sentAt: 0, answer, evidence: [evidence('said')] },
  };
}
const layer = (command: number, way: 'pull' | 'push', outcome: 'exists' | 'travelled'): WorldFact =>
  exchange(command, { kind: 'layer', way, digest: 'sha256:1', size: 1, outcome });
const asked = (command: number, request: string, status: number, of = host): WorldFact =>
  exchange(command, { kind: 'registry', host: of, request, digest: null, bytes: 0 }, status);
const pushed = (command: number, ...outcomes: ('exists' | 'travelled')[]): WorldFact[] => [
  ...outcomes.map((outcome) => layer(command, 'push', outcome)),
  asked(command, 'PUT /v2/notice/manifests/1', 201),
];
const pulled = (of: string, ...outcomes: ('exists' | 'travelled')[]): WorldFact[] => [
  asked(9, 'GET /v2/notice/manifests/1', 200, of),
  ...outcomes.map((outcome) => layer(9, 'pull', outcome)),
];

const busybox = image('b', ['busybox:latest'], ['one']);

describe('image-addressed', () => {
  const mine = (name: string): WorldFact => image('m', [name], ['one', 'two']);
  rows('image-addressed', { host, over: 'busybox:latest' }, [
    ['there is nothing', world([]), false, /no image here/],
    ['only the base is here', world([], busybox), false, /nothing of yours/],
    [
      'the base itself has an address',
      world([], image('b', ['busybox:latest', `${host}/x:1`], ['one'])),
      false,
      /nothing of yours/,
    ],
    ['it has no address', world([], busybox, mine('notice:1')), false, /says nothing of localhost/],
    ['it has one', world([], busybox, mine(`${host}/notice:1`)), true, /an image of yours/],
  ]);
});

describe('layers-skipped', () => {
  const first = pushed(1, 'travelled', 'travelled');
  rows('layers-skipped', { host }, [
    ['nothing was pushed', world([]), false, /Nothing was pushed/],
    ['layers are on their way', world([], layer(1, 'push', 'travelled')), false, /Nothing/],
    ['one image was', world([], ...first), false, /The next one/],
    ['the same was pushed again', world([], ...first, ...pushed(2, 'exists')), false, /the same/],
    [
      'they have nothing in common',
      world([], ...first, ...pushed(2, 'travelled')),
      false,
      /no layer that/,
    ],
    [
      'one of two layers is new',
      world([], ...first, ...pushed(2, 'exists', 'travelled')),
      true,
      /1 layer went to .* It had 1 layer already/,
    ],
  ]);
});

describe('image-returned', () => {
  const mine = image('m', [`${host}/notice:1`]);
  const removed = exchange(8, {
    ...{ kind: 'event', topic: 'image', action: 'delete' },
    ...{ subject: 'sha256:0', name: '' },
  } as ExchangeSubject);
  const back = pulled(host, 'exists', 'travelled');
  rows('image-returned', { host }, [
    ['it is still here', world([], mine), false, /never were away/],
    ['it is up to date', world([], mine, ...pulled(host, 'exists')), false, /never were away/],
    ['nothing was removed', world([]), false, /No image was removed/],
    ['it is away', world([], removed), false, /Nothing has come back/],
    [
      'something else came',
      world([], removed, busybox, ...pulled('docker.io', 'travelled')),
      false,
      /Nothing has come back/,
    ],
    ['it is back', world([], removed, mine, ...back), true, /1 layer came from localhost/],
  ]);
});

describe('digest-outlives-tag', () => {
  const both = [image('new', [`${host}/notice:2`, `${host}/notice:1`]), image('old', [])];
  const twice = [...pushed(1, 'travelled'), ...pushed(2, 'travelled')];
  const made = (id: string, called: string): WorldFact =>
    has({ id: containerId('4a'), imageId: imageId(id), image: called });
  const digest = `${host}/notice@sha256:12`;
  rows('digest-outlives-tag', { host }, [
    ['nothing was pushed', world([]), false, /Nothing was pushed/],
    ['the tag was given once', world([], ...pushed(1, 'travelled')), false, /still what it was/],
    ['nobody uses a digest', world([], ...both, ...twice), false, /No container was made by/],
    [
      'the container is of the tag',
      world([], ...both, ...twice, made('new', `${host}/notice:1`)),
      false,
      /No container was made by/,
    ],
    [
      'the digest is the new one',
      world([], ...both, ...twice, made('new', digest)),
      false,
      /of the image that localhost:5000\/notice:1 means now/,
    ],
    ['it is the old one', world([], ...both, ...twice, made('old', digest)), true, /meant before/],
  ]);
});

describe('layers-travelled', () => {
  const ask = (way: string, about: World): string | null =>
    answers.get('layers-travelled')?.find(about, { way, host })?.key ?? null;

  test.each([
    ['nothing was asked for', 'pull', world([]), null],
    ['it came from elsewhere', 'pull', world([], ...pulled('docker.io', 'travelled')), null],
    ['the other way is meant', 'push', world([], ...pulled(host, 'travelled')), null],
    ['all came', 'pull', world([], ...pulled(host, 'travelled', 'travelled')), 'all'],
    ['some came', 'pull', world([], ...pulled(host, 'exists', 'travelled')), 'some'],
    ['none was sent', 'push', world([], ...pushed(1, 'exists')), 'none'],
  ] as const)('when %s', (_, way, about, key) => expect(ask(way, about)).toBe(key));
});
