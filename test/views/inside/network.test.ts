import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseListeners } from '../../../src/views/inside/listeners.ts';
import { parseNetwork } from '../../../src/views/inside/network.ts';

const lo =
  'RTM_NEWLINK index 1 flags 0x10049 IFLA_IFNAME lo IFLA_OPERSTATE 0 IFLA_MTU 65536 IFLA_ADDRESS 00:00:00:00:00:00 IFLA_STATS64 rx_bytes 0 tx_bytes 0';
const eth0 =
  'RTM_NEWLINK index 2 flags 0x11043 IFLA_IFNAME eth0 IFLA_OPERSTATE 6 IFLA_MTU 1500 IFLA_ADDRESS 02:42:ac:11:00:02 IFLA_STATS64 rx_bytes 1312 tx_bytes 656 IFLA_LINKINFO IFLA_INFO_KIND veth IFLA_LINK_NETNSID 0 IFLA_LINK 4';

/** A container on docker's bridge, as the guest's kernel tells it. */
const container = [
  'net:[4026531996]',
  lo,
  eth0,
  'RTM_NEWADDR index 1 prefixlen 8 IFA_ADDRESS 127.0.0.1 IFA_LOCAL 127.0.0.1',
  'RTM_NEWADDR index 2 prefixlen 16 IFA_ADDRESS 172.17.0.2 IFA_LOCAL 172.17.0.2',
  'RTM_NEWADDR index 1 prefixlen 128 IFA_ADDRESS ::1',
  'RTM_NEWROUTE family 2 dst_len 0 table 254 type 1 flags 0x0 RTA_TABLE 254 RTA_GATEWAY 172.17.0.1 RTA_OIF 2',
  'RTM_NEWROUTE family 2 dst_len 16 table 254 type 1 flags 0x0 RTA_TABLE 254 RTA_DST 172.17.0.0 RTA_PREFSRC 172.17.0.2 RTA_OIF 2',
  'RTM_NEWROUTE family 2 dst_len 32 table 255 type 2 flags 0x0 RTA_TABLE 255 RTA_DST 172.17.0.2 RTA_PREFSRC 172.17.0.2 RTA_OIF 2',
  'RTM_NEWROUTE family 10 dst_len 0 table 254 type 1 flags 0x0 RTA_TABLE 254 RTA_GATEWAY fe80::1 RTA_OIF 2',
  'RTM_NEWROUTE family 10 dst_len 128 table 254 type 2 flags 0x0 RTA_TABLE 254 RTA_DST ::1 RTA_OIF 1',
  'RTM_NEWROUTE family 10 dst_len 8 table 254 type 5 flags 0x0 RTA_TABLE 254 RTA_DST ff00:: RTA_OIF 2',
  'RTM_NEWNSID net:[4026531840] NETNSA_NSID 0',
  '',
].join('\n');

const link = (values: string): string => `RTM_NEWLINK index 2 flags 0x1003 ${values}`;
const told = (...lines: readonly string[]) => parseNetwork(['net:[1]', lo, ...lines].join('\n'));

describe('parseNetwork()', () => {
  it('reads a container on a bridge', () => {
    const [first, second] = parseNetwork(container).interfaces;
    expect(first).toEqual({
      ...{ index: 1, name: 'lo', state: ['UP', 'LOWER_UP'], hardware: '00:00:00:00:00:00' },
      ...{ mtu: 65536, addresses: ['127.0.0.1/8', '::1/128'] },
      ...{ peer: null, below: null, bridge: null, received: 0, sent: 0 },
    });
    expect(second).toMatchObject({
      ...{ index: 2, name: 'eth0', addresses: ['172.17.0.2/16'], received: 1312, sent: 656 },
      peer: { index: 4, name: null, namespace: 'net:[4026531840]' },
    });
    expect(parseNetwork(container).routes).toEqual([
      { to: 'default', via: '172.17.0.1', device: 'eth0' },
      { to: '172.17.0.0/16', via: null, device: 'eth0' },
      { to: 'default (IPv6)', via: 'fe80::1', device: 'eth0' },
    ]);
  });

  it('reads nothing from nothing', () => {
    expect(parseNetwork('')).toEqual({ interfaces: [], routes: [] });
  });

  it('tells an interface that is up without anybody at the other end from one that is down', () => {
    expect(told(link('IFLA_IFNAME a')).interfaces[1]?.state).toEqual(['UP']);
    expect(told('RTM_NEWLINK index 2 flags 0x1002').interfaces[1]?.state).toEqual(['DOWN']);
  });

  it('finds the other end of a pair in this namespace, in another, and in one that is not known', () => {
    const kind = 'IFLA_LINKINFO IFLA_INFO_KIND veth';
    const peerOf = (values: string, ...more: readonly string[]) =>
      told(link(`${kind} ${values}`), ...more).interfaces[1]?.peer;
    const far = (id: number, name: string): string =>
      `RTM_NEWLINK index 1 flags 0x1003 IFLA_TARGET_NETNSID ${String(id)} IFLA_IFNAME ${name}`;
    const id = 'RTM_NEWNSID net:[7] NETNSA_NSID 3';
    expect(peerOf('IFLA_LINK 1 IFLA_LINK_NETNSID 3', far(4, 'no'), far(3, 'eth0'), id)).toEqual({
      ...{ index: 1, name: 'eth0', namespace: 'net:[7]' },
    });
    // Of the two that have the same number in their namespaces, neither leads to itself.
    expect(peerOf('IFLA_LINK 2 IFLA_LINK_NETNSID 3', id)).toEqual({
      ...{ index: 2, name: null, namespace: 'net:[7]' },
    });
    expect(peerOf('IFLA_LINK 1')).toEqual({ index: 1, name: 'lo', namespace: 'net:[1]' });
    expect(peerOf('IFLA_LINK 1 IFLA_LINK_NETNSID 3')).toEqual({
      ...{ index: 1, name: null, namespace: null },
    });
  });

  it('tells a bridge’s port, and what stands on another interface', () => {
    const vlan = 'IFLA_IFNAME lo.7 IFLA_LINK 1 IFLA_LINKINFO IFLA_INFO_KIND vlan';
    expect(told(link(`${vlan} IFLA_MASTER 1`)).interfaces[1]).toMatchObject({
      below: { index: 1, name: 'lo', namespace: 'net:[1]' },
      ...{ bridge: 'lo', peer: null },
    });
  });

  it('does not take an interface of another namespace for one of this', () => {
    const far = 'RTM_NEWLINK index 9 flags 0x1003 IFLA_TARGET_NETNSID 0 IFLA_IFNAME eth0';
    expect(told(far).interfaces.map(({ name }) => name)).toEqual(['lo']);
  });

  it('takes an interface’s name for nothing else, whatever it is', () => {
    for (const name of ['IFLA_LINKINFO', 'nexthop', 'IFLA_MTU', '', 'äü'])
      expect(told(link(`IFLA_IFNAME ${name} IFLA_MTU 9`)).interfaces[1]).toMatchObject({
        ...{ name, mtu: 9 },
      });
  });

  it('writes the address at the other end as ip(8) does', () => {
    const line = 'RTM_NEWADDR index 1 prefixlen 32 IFA_ADDRESS 10.0.0.2 IFA_LOCAL 10.0.0.1';
    expect(told(line).interfaces[0]?.addresses).toEqual(['10.0.0.1 peer 10.0.0.2/32']);
  });

  it('gives each way of a route a row, says what is not sent on, and leaves out other tables and copies', () => {
    const head = (type: number, table = 254, flags = '0x0') =>
      `RTM_NEWROUTE family 2 dst_len 8 table ${String(table)} type ${String(type)} flags ${flags} RTA_DST 10.0.0.0`;
    const ways = 'RTA_MULTIPATH nexthop RTA_OIF 1 RTA_GATEWAY 1.1.1.1 nexthop RTA_OIF 1';
    const { routes } = told(
      `${head(1)} ${ways} RTA_VIA fe80::1`,
      head(7),
      `${head(1, 252)} RTA_TABLE 1000`,
      head(1, 254, '0x200'),
    );
    expect(routes).toEqual([
      { to: '10.0.0.0/8', via: '1.1.1.1', device: 'lo' },
      { to: '10.0.0.0/8', via: 'fe80::1', device: 'lo' },
      { to: 'unreachable 10.0.0.0/8', via: null, device: null },
    ]);
  });

  it('reads what is left of a text cut anywhere: never more than the whole tells', () => {
    const whole = parseNetwork(container);
    fc.assert(
      fc.property(fc.nat(container.length), (at) => {
        const { interfaces, routes } = parseNetwork(container.slice(0, at));
        expect(interfaces.length).toBeLessThanOrEqual(whole.interfaces.length);
        expect(routes.length).toBeLessThanOrEqual(whole.routes.length);
      }),
    );
  });
});

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const tcp =
  head +
  '   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 15298 1 98cec7d9 100 0 0 10 0\n' +
  '   1: 020011AC:1F90 030011AC:C350 01 00000000:00000000 00:00000000 00000000     0        0 15299 1 98cec7d9 100 0 0 10 0\n';
const tcp6 = (address: string): string =>
  `${head}   0: ${address}:1F91 ${'0'.repeat(32)}:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0\n`;

describe('parseListeners()', () => {
  it('reads who waits for connections, and not those that are joined', () => {
    expect(parseListeners(tcp)).toEqual(['0.0.0.0:80']);
  });

  // The kernel prints each four bytes with the last first.
  it.each([
    ['00000000000000000000000001000000', '[::1]:8081'],
    ['B80D0120000000000000010001000000', '[2001:db8::1:0:0:1]:8081'],
    ['B80D0120010000000100010001000100', '[2001:db8:0:1:1:1:1:1]:8081'],
    ['00000000000000000000000000000000', '[::]:8081'],
    ['B80D0120000001000000000000000000', '[2001:db8:1::]:8081'],
  ])('writes %s as RFC 5952 does', (address, written) => {
    expect(parseListeners(tcp6(address))).toEqual([written]);
  });

  it('takes any text', () => {
    const damage = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'09AF: \n') }));
    fc.assert(fc.property(damage, (text) => void expect(parseListeners(text)).toEqual([])));
  });
});
