// The images of Fishbowl's registry at work on the real guest.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
});
afterAll(() => guest.shutdown());

async function sh(line: string): Promise<string> {
  const { exit, stdout, stderr } = await guest.run(line);
  expect([exit, decodeText(stderr)], line).toEqual([0, '']);
  return decodeText(stdout);
}

/** A request that bash makes inside the container, as the images have no wget. */
function get(container: string, port: number, request: string): string {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port}; printf '${request}' >&3; cat <&3`;
  const serving = `until (: < /dev/tcp/127.0.0.1/${port}) 2> /dev/null; do sleep 0.2; done`;
  return `docker exec ${container} bash -c "${serving}; ${script}"`;
}

test('debian is a Debian whose dpkg knows what it is made of', async () => {
  await sh('docker pull -q debian');
  const run = (command: string): Promise<string> => sh(`docker run --rm debian ${command}`);
  expect(await run('cat /etc/debian_version')).toMatch(/^12\.\d+\n$/);
  expect(await run("sh -c 'dpkg -S /bin/bash; dpkg -l bash | tail -n 1'")).toMatch(
    /^bash: \/bin\/bash\nii {2}bash +5\.2/,
  );
  expect(await run("sh -c 'useradd joe; id joe; apt update 2> /dev/null || echo $?'")).toBe(
    'uid=1000(joe) gid=1000(joe) groups=1000(joe)\n100\n',
  );
});

test('httpd serves its document root and logs to its output', async () => {
  await sh('docker run -d --name web httpd 2> /dev/null');
  await sh("docker exec web sh -c 'mkdir htdocs/page; echo mine > htdocs/page/index.html'");
  expect(await sh(get('web', 80, 'GET / HTTP/1.0\\r\\n\\r\\n'))).toContain('<h1>It works!</h1>');
  expect(await sh(get('web', 80, 'GET /page/ HTTP/1.0\\r\\n\\r\\n'))).toMatch(/\r\n\r\nmine\n$/);
  expect(await sh('docker logs web 2> /dev/null')).toContain('"GET /page/ HTTP/1.0" 200 5\n');
  await sh('docker stop web');
  expect(await sh("docker inspect -f '{{.State.ExitCode}}' web")).toBe('0\n');
});

test('nginx serves its page', async () => {
  await sh('docker run -d --name nginx nginx 2> /dev/null');
  expect(await sh(get('nginx', 80, 'GET / HTTP/1.0\\r\\n\\r\\n'))).toContain('Welcome to nginx!');
  await sh('docker rm -f nginx');
});

test('redis keeps what it is told, as its own user', async () => {
  await sh('docker run -d --name redis redis 2> /dev/null');
  const asked = await sh(get('redis', 6379, 'SET a 5\\r\\nINCR a\\r\\nQUIT\\r\\n'));
  expect(asked).toBe('+OK\r\n:6\r\n+OK\r\n');
  expect(await sh('docker exec redis redis-cli get a')).toBe('6\n');
  expect(await sh("docker exec redis sh -c 'grep Uid /proc/1/status'")).toMatch(/999/);
  await sh('docker rm -f redis');
});
