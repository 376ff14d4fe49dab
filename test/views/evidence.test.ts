import { describe, expect, it } from 'vitest';
import { evidence } from '../../src/views/evidence.ts';
import { gazeAt } from '../../src/views/inside/readings.ts';
import { columns, notes } from '../../src/views/inside/words.ts';
import { namespacesView } from '../../src/views/namespaces/view.ts';
import { defaultOptions } from '../../src/views/options.ts';
import { apply } from '../../src/world/apply.ts';
import { processByPid } from '../../src/world/query.ts';
import type { ProcessId } from '../../src/world/model.ts';
import { fixture } from './worlds.ts';

describe('evidence()', () => {
  it('shows where each fact of a process was read', () => {
    const { world } = fixture('one-container').tell();
    const sh = processByPid(world, 84);
    const card = sh && evidence(world, { kind: 'process', id: sh.id });
    expect(card?.title).toBe('sh, process 84');
    expect(card?.facts.find(({ label }) => label === 'Numbers')).toMatchObject({
      value: '84 → 1 (host first, its own last)',
      path: '/proc/84/status',
      text: 'NSpid:\t84\t1',
    });
    expect(card?.facts.find(({ label }) => label === 'pid namespace')).toMatchObject({
      path: '/proc/84/ns/pid',
      text: sh?.namespaces.pid,
    });
    expect(card?.facts.find(({ label }) => label === 'user namespace')?.value).toMatch(
      /the host’s$/,
    );
  });

  it('lists who shares a namespace', () => {
    const { world } = fixture('pid-shared').tell();
    const id = processByPid(world, 86)?.namespaces.pid;
    const card = id ? evidence(world, { kind: 'namespace', id }) : null;
    expect(
      card?.facts.filter(({ label }) => label === 'Shared by').map(({ value }) => value),
    ).toEqual(['httpd (83)', 'httpd (84)', 'sh (86)', 'ps (87)']);
  });

  it('tells what is inside of a namespace from what was read of it, in words too', () => {
    const { world } = fixture('one-container').tell();
    const sh = processByPid(world, 84);
    const id = sh?.namespaces.net;
    if (!id) throw new Error('No process has the number 84');
    const entity = { kind: 'namespace', id } as const;
    const unread = evidence(world, entity)?.inside?.map(({ sentences }) => sentences);
    expect(unread).toEqual([[notes.unread()]]);
    const gaze = gazeAt(world, entity);
    const path = 'RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE, RTM_GETNSID in /proc/84/ns/net';
    const network = { file: '/proc/84/ns/net', others: ['/proc/1/ns/net'] };
    expect(gaze.readings).toContainEqual({ path, changes: true, network });
    const host = processByPid(world, 1)?.namespaces.net ?? '';
    const link =
      'RTM_NEWLINK index 2 flags 0x11043 IFLA_IFNAME eth0 IFLA_MTU 1500 IFLA_ADDRESS 02:42:ac:11:00:02 IFLA_LINK 4 IFLA_LINK_NETNSID 0 ' +
      'IFLA_STATS64 rx_bytes 1312 tx_bytes 656 IFLA_LINKINFO IFLA_INFO_KIND veth';
    const far =
      'RTM_NEWLINK index 4 flags 0x11043 IFLA_TARGET_NETNSID 0 IFLA_IFNAME veth9 IFLA_MTU 1500';
    const text = `${id}\n${link}\n${far}\nRTM_NEWNSID ${host} NETNSA_NSID 0\n`;
    const reading = { path, text, at: world.at };
    const read = apply(world, { seq: world.seq + 1, at: world.at, type: 'reading/read', reading });
    const card = evidence(read, entity);
    const connected = 'veth9 (4) of the host';
    const row = ['eth0 (2)', 'UP, LOWER_UP', '–', connected];
    const table = { columns: columns.interfaces(), rows: [row] };
    const links = [['eth0 (2)', '02:42:ac:11:00:02', '1500', '1.3 KB', '656 B']];
    const tables = [table, { columns: columns.links(), rows: links }];
    expect(card?.inside?.map((part) => part.table).slice(0, 2)).toEqual(tables);
    expect(card?.facts).toContainEqual({ ...reading, label: 'Inside, net', value: '' });
    const { parts } = namespacesView.describe(read, { ...defaultOptions, selected: entity });
    expect(parts.find(({ title }) => title.includes(id))?.table).toEqual(table);
  });

  it('does not take what was read of another namespace for this one', () => {
    const { world } = fixture('one-container').tell();
    const id = processByPid(world, 84)?.namespaces.net;
    if (!id) throw new Error('No process has the number 84');
    const entity = { kind: 'namespace', id } as const;
    const path = gazeAt(world, entity).readings[0]?.path ?? '';
    const reading = { path, text: 'net:[1]\nRTM_NEWLINK index 1 flags 0x1\n', at: world.at };
    const read = apply(world, { seq: world.seq + 1, at: world.at, type: 'reading/read', reading });
    expect(evidence(read, entity)?.inside?.[0]?.sentences).toEqual([notes.unread()]);
  });

  it('shows a container by the namespaces of its first process', () => {
    const { world } = fixture('one-container').tell();
    const id = [...world.containers.keys()][0];
    const card = id ? evidence(world, { kind: 'container', id }) : null;
    expect(card?.title).toBe('web, container of busybox');
    expect(card?.facts.filter(({ label }) => label.endsWith('namespace'))).toHaveLength(8);
  });

  it('knows nothing of a process that the world does not have', () => {
    const { world } = fixture('host-only').tell();
    expect(evidence(world, { kind: 'process', id: '9@9' as ProcessId })).toBeNull();
  });
});
