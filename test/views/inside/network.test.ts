import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkFiles, parseNetwork, type NetworkFile } from '../../../src/views/inside/network.ts';

const devHead =
  'Inter-|   Receive                                                |  Transmit\n' +
  ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
const routeHead =
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const tcpHead =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

const dev = (name: string, received = 0, sent = 0): string =>
  `${name.padStart(6)}: ${String(received)} 16 0 0 0 0 0 0 ${String(sent)} 9 0 0 0 0 0 0\n`;
/** A route over a gateway, or of what is reached directly. */
const route = (name: string, to: string, mask: string, flags = '0001'): string =>
  `${name}\t${to}\t${flags === '0003' ? '010011AC' : '00000000'}\t${flags}\t0\t0\t0\t${mask}\t0\t0\t0\n`;
const trie = (...leaves: readonly string[]): string =>
  `Main:\n  +-- 0.0.0.0/0 3 0 5\n${leaves.map((each) => `     |-- ${each}\n`).join('')}`;

/** A container on docker's bridge, as the guest's kernel tells it. */
const container: Record<NetworkFile, string> = {
  dev: devHead + dev('lo') + dev('eth0', 1312, 656),
  route:
    routeHead +
    route('eth0', '00000000', '00000000', '0003') +
    route('eth0', '000011AC', '0000FFFF'),
  fib_trie: trie(
    '0.0.0.0\n        /0 universe UNICAST',
    '127.0.0.0\n              /8 host LOCAL',
    '127.0.0.1\n              /32 host LOCAL',
    '127.255.255.255\n           /32 link BROADCAST',
    '172.17.0.0\n              /16 link UNICAST',
    '172.17.0.2\n              /32 host LOCAL',
    '172.17.255.255\n           /32 link BROADCAST',
  ),
  if_inet6: '00000000000000000000000000000001 01 80 10 80       lo\n',
  ipv6_route:
    'fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n' +
    '00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo\n' +
    'ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000003 00000000 00000001     eth0\n' +
    '00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n',
  tcp:
    tcpHead +
    '   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 15298 1 98cec7d9 100 0 0 10 0\n' +
    '   1: 020011AC:1F90 030011AC:C350 01 00000000:00000000 00:00000000 00000000     0        0 15299 1 98cec7d9 100 0 0 10 0\n',
  tcp6:
    '  sl  local_address                         remote_address                        st\n' +
    '   0: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0\n',
};

describe('parseNetwork()', () => {
  it('reads a container on a bridge', () => {
    expect(parseNetwork(container)).toEqual({
      interfaces: [
        { name: 'lo', addresses: ['127.0.0.1/8', '::1/128'], received: 0, sent: 0 },
        { name: 'eth0', addresses: ['172.17.0.2/16'], received: 1312, sent: 656 },
      ],
      unplaced: [],
      routes: [
        { to: 'default', via: '172.17.0.1', device: 'eth0' },
        { to: '172.17.0.0/16', via: null, device: 'eth0' },
        { to: 'fe80::/64', via: null, device: 'eth0' },
      ],
      listening: ['0.0.0.0:80', '[::1]:8081'],
    });
  });

  it('reads a namespace in which nothing is set up', () => {
    expect(
      parseNetwork({ ...container, fib_trie: '', route: routeHead, if_inet6: '' }),
    ).toMatchObject({ interfaces: [{ addresses: [] }, { addresses: [] }], unplaced: [] });
    expect(parseNetwork({})).toEqual({ interfaces: [], unplaced: [], routes: [], listening: [] });
  });

  it('places an address with the narrowest network, and with none where two devices have it alike', () => {
    const routes = (second: string): string =>
      routeHead +
      route('wide', '0000000A', '000000FF') +
      route('near', '0000010A', '0000FFFF') +
      second;
    const files = (second = ''): Partial<Record<NetworkFile, string>> => ({
      dev: devHead + dev('wide') + dev('near') + dev('twin'),
      route: routes(second),
      fib_trie: trie('10.1.0.9\n   /32 host LOCAL', '10.2.0.9\n   /32 host LOCAL'),
    });
    const addresses = (of: ReturnType<typeof parseNetwork>) =>
      of.interfaces.map((each) => [each.name, ...each.addresses]);
    expect(addresses(parseNetwork(files()))).toEqual([
      ['wide', '10.2.0.9/8'],
      ['near', '10.1.0.9/16'],
      ['twin'],
    ]);
    const twin = parseNetwork(files(route('twin', '0000010A', '0000FFFF')));
    expect(addresses(twin)).toEqual([['wide', '10.2.0.9/8'], ['near'], ['twin']]);
    expect(twin.unplaced).toEqual(['10.1.0.9']);
  });

  it('leaves out routes that are down, and masks with holes', () => {
    const { routes } = parseNetwork({
      route:
        routeHead +
        route('eth0', '000011AC', '0000FFFF', '0000') +
        route('eth1', '000011AC', '00FF00FF'),
    });
    expect(routes).toEqual([]);
  });

  it('writes IPv6 addresses as RFC 5952 does', () => {
    const written = (hex: string): string | undefined =>
      parseNetwork({ dev: dev('eth0'), if_inet6: `${hex} 02 40 20 80     eth0\n` }).interfaces[0]
        ?.addresses[0];
    expect(written('fe800000000000000042e2fffe598c6d')).toBe('fe80::42:e2ff:fe59:8c6d/64');
    expect(written('20010db8000000000001000000000001')).toBe('2001:db8::1:0:0:1/64');
    expect(written('20010db8000000010001000100010001')).toBe('2001:db8:0:1:1:1:1:1/64');
    expect(written('00000000000000000000000000000000')).toBe('::/64');
    expect(written('20010db8000100000000000000000000')).toBe('2001:db8:1::/64');
  });

  it('reads what is left of files cut anywhere: never more than the whole tells', () => {
    const whole = parseNetwork(container);
    const names = new Set(whole.interfaces.map(({ name }) => name));
    fc.assert(
      fc.property(fc.constantFrom(...networkFiles), fc.nat(1000), (file, at) => {
        const cut = { ...container, [file]: container[file].slice(0, at) };
        const { interfaces, routes, listening } = parseNetwork(cut);
        expect(interfaces.every(({ name }) => names.has(name))).toBe(true);
        expect(whole.listening).toEqual(expect.arrayContaining([...listening]));
        expect(routes.length).toBeLessThanOrEqual(whole.routes.length);
      }),
    );
  });

  it('takes any text', () => {
    const damage = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFabcdef \t\n:|-/+.LOCALhost') }),
    );
    const files = fc.record(Object.fromEntries(networkFiles.map((file) => [file, damage])));
    fc.assert(
      fc.property(files, (texts) => {
        const { interfaces } = parseNetwork(texts);
        for (const { received, sent } of interfaces) expect(received + sent).not.toBeNaN();
      }),
    );
  });
});
