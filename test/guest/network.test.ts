// Networks on the real guest: addresses, names and ports as docker 20.10.24 gives them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { fetchPage } from '../../src/backend/fetch-page.ts';
import { publishedPorts } from '../../src/backend/published-ports.ts';
import { decodeText } from '../../src/base/bytes.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
  await out('docker pull -q busybox');
});
afterAll(() => guest.shutdown());
afterEach(async () => {
  await guest.run('docker rm -f $(docker ps -aq); docker network prune -f');
});

async function out(line: string): Promise<string> {
  const { exit, stdout, stderr } = await guest.run(line);
  expect(decodeText(stderr)).toBe('');
  expect(exit).toBe(0);
  return decodeText(stdout).trim();
}

async function fault(line: string): Promise<string> {
  const { exit, stderr } = await guest.run(line);
  expect(exit).not.toBe(0);
  return decodeText(stderr).trim();
}

test('the server of networks is that of the snapshot, and the only one', async () => {
  const server = await out('pgrep netd');
  expect(server).toMatch(/^\d+$/);
  await guest.engine.reload();
  expect(await out('pgrep netd')).toBe(server);
});

describe('the default network', () => {
  test('gives the lowest free address, and takes it back at the end', async () => {
    expect(await out('docker run --rm busybox hostname -i')).toBe('172.17.0.2');
    await out('docker run -d --name one busybox sleep 900');
    expect(await out('docker run --rm busybox hostname -i')).toBe('172.17.0.3');
    await out('kill -9 $(docker top one | tail -1 | tr -s " " | cut -d" " -f2)');
    await out('docker wait one');
    expect(await out('docker run --rm busybox hostname -i')).toBe('172.17.0.2');
  });

  test('leads out by docker0, and leaves nothing behind', async () => {
    const routes = await out('docker run --rm busybox ip route');
    expect(routes).toContain('default via 172.17.0.1 dev eth0');
    expect(await out('ls /run/docker/netns; ip -o link show type veth')).toBe('');
  });

  test('has no name server of its own', async () => {
    await out('docker network create pond');
    const sockets = 'docker run --rm --network NET busybox netstat -ln | grep -c 127.0.0.11:53';
    expect(await out(sockets.replace('NET', 'pond'))).toBe('2');
    expect(decodeText((await guest.run(sockets.replace('NET', 'bridge'))).stdout)).toBe('0\n');
    expect(
      await out('docker run --rm --dns 10.0.0.9 --dns-search a.b busybox cat /etc/resolv.conf'),
    ).toBe('search a.b\nnameserver 10.0.0.9');
  });
});

describe('a network of the user', () => {
  test('lets containers find each other by name, alias and short id', async () => {
    await out('docker network create pond');
    const id = await out(
      'docker run -d --name carp --network pond --network-alias fish busybox sleep 900',
    );
    const ping = (name: string) =>
      out(`docker run --rm --network pond busybox ping -c 1 -w 9 ${name} | sed -n 1p`);
    for (const name of ['carp', 'FISH', id.slice(0, 12), 'carp.pond'])
      expect(await ping(name)).toBe(`PING ${name} (172.18.0.2): 56 data bytes`);
    await out('docker rename carp perch');
    expect(await ping('perch')).toContain('172.18.0.2');
    expect(
      decodeText((await guest.run('docker run --rm --network pond busybox nslookup carp')).stdout),
    ).toContain("can't find carp: NXDOMAIN");
  });

  test('is joined and left while a container runs', async () => {
    await out('docker network create --subnet 10.77.0.0/24 lake');
    await out('docker run -d --name carp busybox sleep 900');
    await out('docker network connect --ip 10.77.0.50 --alias fish lake carp');
    expect(
      await out('docker run --rm --network lake busybox ping -c 1 fish | sed -n 1p'),
    ).toContain('10.77.0.50');
    expect(await fault('docker network rm lake')).toMatch(
      /network lake id \w+ has active endpoints$/,
    );
    await out('docker network disconnect lake carp');
    expect(await out('docker exec carp ls /sys/class/net')).toBe('eth0\nlo');
    await out('docker network rm lake');
  });

  test('does not reach into another', async () => {
    await out('docker network create pond && docker network create lake');
    await out('docker run -d --name carp --network pond busybox sleep 900');
    const { exit } = await guest.run(
      'docker run --rm --network lake busybox ping -c 1 -W 1 172.18.0.2',
    );
    expect(exit).toBe(1);
  });

  test('is shared with a container', async () => {
    await out('docker network create pond');
    const id = await out('docker run -d --name carp --network pond busybox sleep 900');
    const shared = 'docker run --rm --network container:carp busybox';
    expect(await out(`${shared} hostname`)).toBe(id.slice(0, 12));
    expect(await out(`${shared} hostname -i`)).toBe('172.18.0.2');
  });
});

describe('published ports', () => {
  const serve = 'sh -c "echo hello > /tmp/index.html; exec httpd -f -p 80 -h /tmp"';

  test('lead to the container, from the guest and from containers', async () => {
    await out(`docker run -d --name web -p 8081:80 -p 80 busybox ${serve}`);
    expect(await out('docker port web 80')).toBe('0.0.0.0:8081\n:::8081\n0.0.0.0:32768\n:::32768');
    expect(await out('wget -qO- http://127.0.0.1:8081/')).toBe('hello');
    expect(await out('docker run --rm busybox wget -qO- http://172.17.0.1:8081/')).toBe('hello');
    const page = { url: 'http://localhost:8081/', method: 'GET', headers: {}, body: '' } as const;
    const outcome = await fetchPage(guest.agent, page);
    expect(outcome).toMatchObject({ answer: { status: 200 } });
    expect(await publishedPorts(guest.engine)).toEqual([
      { container: 'web', port: 8081 },
      { container: 'web', port: 32768 },
    ]);
    await out('docker rm -f web');
    expect(await fetchPage(guest.agent, page)).toEqual({ fault: 'ERR_CONNECTION_REFUSED' });
  });

  test('are refused where they are taken', async () => {
    await out(`docker run -d --name web -p 8081:80 busybox ${serve}`);
    expect(await fault('docker run --name two -p 8081:80 busybox true')).toMatch(
      /^docker: Error response from daemon: driver failed programming external connectivity on endpoint two \(\w{64}\): Bind for 0\.0\.0\.0:8081 failed: port is already allocated\.$/,
    );
    const taken = await fault(
      'nc -l -p 9000 & docker run --name three -p 9000:80 busybox true; r=$?; kill $!; exit $r',
    );
    expect(taken).toContain(
      'Error starting userland proxy: listen tcp4 0.0.0.0:9000: bind: address already in use.',
    );
    expect(await out('ls /run/docker/netns | wc -l')).toBe('1');
  });
});

test('networks outlive a reload of the engine, and the end of their server', async () => {
  await out('docker network create pond');
  await out('docker run -d --name carp --network pond -p 8081:80 busybox httpd -f -h /etc');
  await guest.engine.reload();
  expect(await out('wget -qO- http://127.0.0.1:8081/hostname')).toMatch(/^\w{12}$/);
  await out('pkill -9 fishbowl-netd');
  await guest.engine.reload();
  expect(await out('wget -qO- http://127.0.0.1:8081/hostname')).toMatch(/^\w{12}$/);
  expect(await out('docker run --rm --network pond busybox ping -c 1 carp | sed -n 1p')).toContain(
    '172.18.0.2',
  );
});

test('20 containers at once get 20 addresses', async () => {
  await out(
    'for i in $(seq 20); do docker run -d --name c$i busybox sleep 900 & done > /dev/null; wait',
  );
  const addresses = await out(
    'for i in $(seq 20); do docker exec c$i hostname -i; done | sort -u | wc -l',
  );
  expect(addresses).toBe('20');
});
