import { describe, expect, it } from 'vitest';
import { forestOf } from '../../src/views/forest.ts';
import { regionNotes, regionTitle } from '../../src/views/region-title.ts';
import { regionsOf, type Region } from '../../src/views/regions.ts';
import { namespaceKinds } from '../../src/world/model.ts';
import { fixtures } from '../gallery/fixtures.ts';
import { Story } from '../gallery/story.ts';
import { fixture } from './worlds.ts';

function regionsIn(name: string): readonly Region[] {
  const { world } = fixture(name).tell();
  return regionsOf(world, forestOf(world, false));
}

/** "web: mnt own, net host …" with the usual left out: own for docker's six, host for user and time. */
function unusual(region: Region): string {
  const usual = (kind: string): string => (kind === 'user' || kind === 'time' ? 'host' : 'own');
  const differing = namespaceKinds.filter((kind) => region.standings[kind] !== usual(kind));
  const told = differing.map((kind) => `${kind} ${region.standings[kind]}`).join(', ');
  return `${regionTitle(region)}${region.parent && region.parent.id !== 'host' ? ` in ${regionTitle(region.parent)}` : ''}: ${told}`;
}

describe('regionsOf()', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['one-container', 'gives a container its six kinds', ['web: ']],
    ['exec-into', 'keeps a process of docker exec in the container’s region', ['web: ', 'other: ']],
    ['host-network', 'leaves net with the host', ['proxy: net host']],
    ['pid-shared', 'sees a joined PID namespace', ['web: ', 'debug: pid joined']],
    [
      'unshare-inside',
      'puts unshare -u of a container into the container',
      [
        'web: ',
        'unnamed (unshare) in web: mnt inherited, ipc inherited, pid inherited, net inherited, cgroup inherited',
      ],
    ],
    [
      'nsenter',
      'keeps a visitor of one namespace with the host',
      [
        'unnamed (nsenter): mnt host, uts host, ipc host, pid host, net joined, cgroup host',
        'web: ',
        'between: ',
      ],
    ],
  ];
  it.each(cases)('%s: %s', (name, _, expected) => {
    expect(regionsIn(name).slice(1).map(unusual)).toEqual(expected);
  });

  it('tells whose namespace was joined', () => {
    const { world } = fixture('pid-shared').tell();
    const [, , debug] = regionsOf(world, forestOf(world, false));
    expect(debug && regionNotes(world, debug)).toEqual([
      'busybox',
      'pid of web',
      'host name daa66d1310b3',
    ]);
  });

  it('puts each of nested PID namespaces into the one that it was made in', () => {
    expect(regionsIn('nested-pid').map(({ depth }) => depth)).toEqual([0, 1, 2, 3]);
  });

  it.each(fixtures.map(({ name }) => name))('%s: every process stands in one region', (name) => {
    const { world } = fixture(name).tell();
    const regions = regionsOf(world, forestOf(world, false));
    const members = regions.flatMap((region) => region.members.map(({ process }) => process.id));
    expect([...members].sort()).toEqual([...world.processes.keys()].sort());
    for (const region of regions) {
      for (const { process } of region.members) {
        expect(process.namespaces).toEqual(region.namespaces);
      }
    }
  });

  it('keeps a container’s colour while others come and go', () => {
    const story = new Story();
    story.container({ name: 'web' });
    story.container({ name: 'shell' });
    const hueOf = (): number | null | undefined =>
      regionsOf(story.world, forestOf(story.world, false)).find(
        (region) => regionTitle(region) === 'web',
      )?.hue;
    const before = hueOf();
    for (let i = 0; i < 5; i++) story.container({ name: `later-${String(i)}` });
    expect(hueOf()).toBe(before);
  });
});
