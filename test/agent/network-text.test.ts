// What rtnetlink(7) says as text, by the agent's own code under the sanitizers: whole messages, damaged ones, and those of this machine's kernel.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileAgainst, sanitizerOptions } from '../shim/compile.ts';
import { startNativeAgent } from './native-agent.ts';

const folder = mkdtempSync(join(tmpdir(), 'network-text-'));
let writer: ChildProcess;
let received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
let arrived: () => void = () => undefined;

beforeAll(() => {
  const files = ['agent/network-text.c', 'agent/bytes.c', 'agent/base.c'];
  writer = spawn(compileAgainst('test/agent/native/network-text.c', files), {
    env: sanitizerOptions(folder),
  });
  writer.stdout?.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data]);
    arrived();
  });
  writer.on('exit', () => arrived());
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => writer.on('exit', resolve));
  writer.stdin?.end();
  expect(await ended).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** The lines of a datagram, and how it ends: "over 0" once the kernel has said all, with the number of its error; behind it other ends of links, "4@0". */
async function textOf(datagram: Uint8Array): Promise<string[]> {
  writer.stdin?.write(Buffer.from([datagram.length >> 8, datagram.length & 255]));
  writer.stdin?.write(datagram);
  while (received.length < 2 || received.length < 2 + received.readUInt16BE()) {
    if (writer.exitCode !== null) throw new Error(readdirSync(folder).map(faultOf).join('\n'));
    await new Promise<void>((resolve) => (arrived = resolve));
  }
  const end = 2 + received.readUInt16BE();
  const text = received.subarray(2, end).toString();
  received = received.subarray(end);
  return text.split('\n').slice(0, -1);
}

const faultOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Bytes = Uint8Array;
const join4 = (...parts: readonly Bytes[]): Buffer =>
  Buffer.concat(parts.flatMap((each) => [each, Buffer.alloc(-each.length & 3)]));
const u16 = (...all: readonly number[]): Buffer => Buffer.from(new Uint16Array(all).buffer);
const u32 = (...all: readonly number[]): Buffer => Buffer.from(new Uint32Array(all).buffer);
const text = (of: string): Buffer => Buffer.from(`${of}\0`);

const attribute = (type: number, value: Bytes): Buffer =>
  Buffer.concat([u16(value.length + 4, type), value]);
const multi = 2;
function message(type: number, head: Bytes, attributes: readonly Bytes[], flags = multi): Buffer {
  const body = join4(head, ...attributes);
  return Buffer.concat([u32(16 + body.length), u16(type, flags), u32(1, 2), body]);
}

const done = message(3, u32(0), []);
const link = message(16, Buffer.concat([u16(0, 1), u32(5, 0x11043, 0)]), [
  attribute(3, text('eth0')),
  attribute(4, u32(1500)),
  attribute(16, Buffer.from([6])),
  attribute(1, Buffer.from([2, 0x42, 0xac, 0x11, 0, 2])),
  attribute(5, u32(4)),
  attribute(37, u32(0)),
  attribute(10, u32(3)),
  attribute(23, Buffer.from(new BigUint64Array([1n, 2n, 1n << 40n, 656n, 0n]).buffer)),
  attribute(18 | 0x8000, join4(attribute(1, text('veth')), attribute(2, u32(7)))),
  attribute(60000, u32(9)), // something of a newer kernel's
  attribute(46, u32(2)),
]);
const address = message(20, Buffer.concat([Buffer.from([2, 16, 128, 0]), u32(5)]), [
  attribute(1, Buffer.from([172, 17, 0, 2])),
  attribute(2, Buffer.from([172, 17, 0, 3])),
]);
const address6 = message(20, Buffer.concat([Buffer.from([10, 64, 128, 253]), u32(5)]), [
  attribute(1, Buffer.from('fe8000000000000000422cfffe598c6d', 'hex')),
]);
const way = (index: number, ...attributes: readonly Bytes[]): Buffer => {
  const body = join4(...attributes);
  return Buffer.concat([u16(8 + body.length, 0), u32(index), body]);
};
const route = message(24, Buffer.concat([Buffer.from([2, 0, 0, 0, 254, 3, 0, 1]), u32(0)]), [
  attribute(15, u32(254)),
  attribute(
    9,
    Buffer.concat([
      way(5, attribute(5, Buffer.from([172, 17, 0, 1]))),
      way(6, attribute(18, Buffer.concat([u16(10), Buffer.alloc(15), Buffer.from([1])]))),
    ]),
  ),
]);
const id = message(88, u32(0), [attribute(1, u32(3))], 0);

const lines = [
  'RTM_NEWLINK index 5 flags 0x11043 IFLA_IFNAME eth0 IFLA_MTU 1500 IFLA_OPERSTATE 6 IFLA_ADDRESS 02:42:ac:11:00:02 IFLA_LINK 4 IFLA_LINK_NETNSID 0 ' +
    'IFLA_MASTER 3 IFLA_STATS64 rx_bytes 1099511627776 tx_bytes 656 IFLA_LINKINFO IFLA_INFO_KIND veth IFLA_TARGET_NETNSID 2',
  'RTM_NEWADDR index 5 prefixlen 16 IFA_ADDRESS 172.17.0.2 IFA_LOCAL 172.17.0.3',
  'RTM_NEWADDR index 5 prefixlen 64 IFA_ADDRESS fe80::42:2cff:fe59:8c6d',
  'RTM_NEWROUTE family 2 dst_len 0 table 254 type 1 flags 0x0 RTA_TABLE 254 RTA_MULTIPATH nexthop RTA_OIF 5 RTA_GATEWAY 172.17.0.1 nexthop RTA_OIF 6 RTA_VIA ::1',
];
const whole = Buffer.concat([link, address, address6, route]);

test('a line a message, in the words of the headers', async () => {
  expect(await textOf(whole)).toEqual([...lines, 'more 0 4@0']);
  expect(await textOf(done)).toEqual(['over 0']);
  expect(await textOf(Buffer.concat([address, done, link]))).toEqual([lines[1], 'over 0']);
});

test('a namespace by its number there, and one that has none left out', async () => {
  expect(await textOf(id)).toEqual(['RTM_NEWNSID net:[7] NETNSA_NSID 3', 'over 0']);
  const none = message(88, u32(0), [attribute(1, u32(0xffffffff))], 0);
  expect(await textOf(none)).toEqual(['over 0']);
});

test('what the kernel refuses, and what changed while it was told', async () => {
  const refused = message(2, Buffer.concat([u32(0xffffffff), Buffer.alloc(16)]), [], 0);
  expect(await textOf(refused)).toEqual(['over 1']);
  const changed = Buffer.concat([address.subarray(0, 6), u16(multi | 0x10), address.subarray(8)]);
  expect(await textOf(changed)).toEqual([lines[1], 'more 4']);
});

describe('damage', () => {
  test('a name never makes two words or two lines', async () => {
    const named = (name: Bytes) =>
      message(16, Buffer.concat([u16(0, 1), u32(1, 0, 0)]), [attribute(3, name)]);
    const begin = 'RTM_NEWLINK index 1 flags 0x0 IFLA_IFNAME ';
    expect((await textOf(named(Buffer.from('a b\nc'))))[0]).toBe(`${begin}a?b?c`);
    expect((await textOf(named(Buffer.alloc(0))))[0]).toBe(begin);
  });

  test('another end is noted only where the namespace is told that it is in', async () => {
    const leading = (...attributes: readonly Bytes[]) =>
      textOf(message(16, Buffer.concat([u16(0, 1), u32(1, 0, 0)]), attributes));
    expect((await leading(attribute(5, u32(4))))[1]).toBe('more 0');
    expect((await leading(attribute(37, u32(0))))[1]).toBe('more 0');
    expect((await leading(attribute(5, u32(4)), attribute(37, Buffer.alloc(2)))).at(-1)).toBe(
      'more 0',
    );
    const far = await leading(attribute(37, u32(7)), attribute(5, u32(4)));
    expect(far[1]).toBe('more 0 4@7');
  });

  test('a message whose attribute reaches beyond it is left out, and those before it are not', async () => {
    const bad = message(20, Buffer.concat([Buffer.from([2, 16, 128, 0]), u32(5)]), [
      u16(400, 1),
      u32(0),
    ]);
    expect(await textOf(Buffer.concat([address, bad, address6]))).toEqual([
      lines[1],
      lines[2],
      'more 0',
    ]);
  });

  test('cut anywhere: the lines of what is whole, and nothing else', async () => {
    for (let at = 0; at <= whole.length; at++) {
      const told = await textOf(Buffer.from(whole.subarray(0, at)));
      expect(told.slice(0, -1)).toEqual(lines.slice(0, told.length - 1));
    }
  });

  test('with any bytes changed: lines of the four kinds', async () => {
    const known =
      /^(RTM_NEW(LINK index|ADDR index|ROUTE family|NSID net:\[7\]) |(more|over) \d+( \d+@\d+)*$)/;
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const damaged = Buffer.from(Buffer.concat([whole, id]));
        for (const [at, value] of changes) damaged[at] = value;
        for (const line of await textOf(damaged)) expect(line).toMatch(known);
      }),
      { numRuns: 1500 },
    );
  });

  test('of any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await textOf(bytes)).at(-1)).toMatch(/^(more|over) \d+( \d+@\d+)*$/);
      }),
      { numRuns: 300 },
    );
  });
});

test('the agent tells of a namespace of this machine what its own runtime finds there, and refuses what is none', async () => {
  const native = await startNativeAgent();
  const ask = (path: string, others: string[] = []) =>
    native.agent.call({ op: 'network', path, others });
  const own = '/proc/self/ns/net'.replace('self', String(process.pid));
  const refused = { name: 'AgentError', errno: 'EINVAL' };
  await expect(ask('/proc/self/ns/mnt')).rejects.toMatchObject(refused);
  await expect(ask('/dev/null')).rejects.toMatchObject(refused);
  await expect(ask('proc/self/ns/net')).rejects.toMatchObject(refused);
  await expect(ask('/proc/self/ns/none')).rejects.toMatchObject({ errno: 'ENOENT' });
  // Only the superuser may enter a namespace, be it his own.
  if (process.getuid?.() === 0) {
    const told = await ask(own, ['/proc/self/ns/mnt', '/nowhere', own]);
    expect(told).toMatch(/^net:\[\d+\]\nRTM_NEWLINK index 1 .* IFLA_IFNAME lo .*\n/);
    for (const [name, addresses = []] of Object.entries(networkInterfaces()))
      for (const { cidr, mac } of addresses) {
        expect(told).toContain(` IFLA_IFNAME ${name} `);
        expect(told).toContain(` IFLA_ADDRESS ${mac} `);
        expect(told).toContain(` IFA_ADDRESS ${cidr?.split('/')[0] ?? ''}`);
      }
  } else await expect(ask(own)).rejects.toMatchObject({ errno: 'EPERM' });
  await native.stop();
});
