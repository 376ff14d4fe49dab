import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from '@playwright/test';
import { expect, Site, test } from './site.ts';

function machineFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => frame.url().includes('/machine.html'));
}

function machineFrame(page: Page): Frame {
  const [frame] = machineFrames(page);
  if (!frame) throw new Error('The machine has no frame');
  return frame;
}

test('runs the machine in a process of its own, without origin, storage and network', async ({
  page,
}) => {
  await new Site(page).open();
  const frame = machineFrame(page);
  // Only a frame of another process has a session of its own.
  await (await page.context().newCDPSession(frame)).detach();
  const reached = await frame.evaluate(async () => {
    const inWorker = (task: string): Promise<string> =>
      new Promise((resolve) => {
        const url = URL.createObjectURL(
          new Blob([`${task}.then(() => postMessage('yes'), () => postMessage('no'))`]),
        );
        new Worker(url).onmessage = ({ data }: MessageEvent<string>) => resolve(data);
      });
    return {
      origin: self.origin,
      page: await inWorker(`fetch(${JSON.stringify(location.href)})`),
      elsewhere: await inWorker(`fetch('https://example.invalid/')`),
      storage: await inWorker(`(async () => indexedDB.open('x'))()`),
    };
  });
  expect(reached).toEqual({ origin: 'null', page: 'no', elsewhere: 'no', storage: 'no' });
});

test('survives the end of the machine’s process, says so, and starts another', async ({
  page,
  site,
}) => {
  await site.open();
  await site.ask('echo before-$((1+1))', 'before-2');
  // What drives this test gives the page up with any of its processes. A window that the page opened still sees it.
  const [eye] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => void window.open('icon.svg')),
  ]);
  const session = await page.context().newCDPSession(machineFrame(page));
  session.send('Page.crash').catch(() => undefined); // nobody is left to answer
  const text = (): Promise<string> => eye.evaluate(() => window.opener.document.body.innerText);
  await expect.poll(text, { timeout: 30_000 }).toContain('The emulator stopped');
  await eye.evaluate(() => {
    const buttons: HTMLElement[] = [...window.opener.document.querySelectorAll('button')];
    buttons.find((button) => button.textContent.includes('Start a fresh machine'))?.click();
  });
  const screen = (): Promise<string> =>
    eye.evaluate(
      () => window.opener.document.querySelector('.host.shown .xterm-rows')?.textContent ?? '',
    );
  await expect.poll(screen, { timeout: 30_000 }).toMatch(/^root@fishbowl:~#\s*$/);
  await expect.poll(text).not.toContain('The emulator stopped');
});

/** The site as a server sends it that forbids its pages to be framed. */
async function unframed(site: string): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, answer) => {
    request(new URL(asked.url ?? '/', site), (response) => {
      answer.writeHead(response.statusCode ?? 500, {
        ...response.headers,
        'content-security-policy': "frame-ancestors 'none'",
      });
      response.pipe(answer);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/`, close: () => void server.close() };
}

test('runs the machine in the page where the server forbids frames', async ({ page, baseURL }) => {
  const site = new Site(page); // without its watch: the browser tells of the frame that it refused
  const server = await unframed(baseURL ?? '');
  await page.goto(server.url);
  await site.prompt();
  expect(machineFrames(page)).toEqual([]);
  await site.ask('echo unframed-$((1+1))', 'unframed-2');
  await page.close();
  server.close();
});

test('says that the machine’s program cannot be loaded, and loads it on a retry', async ({
  page,
}) => {
  const site = new Site(page); // without its watch: the browser tells of the failure as well
  await page.route(/assets\/worker-/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('./');
  await expect(page.getByText('the worker could not be loaded')).toBeVisible();
  await page.unroute(/assets\/worker-/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await site.prompt();
});
