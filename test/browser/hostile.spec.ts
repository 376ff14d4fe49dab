import type { TestInfo } from '@playwright/test';
import { watchFrames } from './frames.ts';
import { expect, test, type Site } from './site.ts';

// Wide, for machines that do other work beside: a page that hangs stands still for seconds.
const longestGap = 1000; // ms
const frames = 120;

test.setTimeout(180_000);

/** The page goes on drawing, and answers a click, whatever the guest does. */
async function expectResponsive(site: Site, info: TestInfo): Promise<void> {
  const gaps = await watchFrames(site.page, frames);
  info.annotations.push({ type: 'frames', description: JSON.stringify(gaps) });
  expect(gaps.longest).toBeLessThan(longestGap);
  await site.page.getByRole('button', { name: 'Help' }).click();
  await expect(site.page.getByRole('dialog')).toBeVisible();
  await site.page.keyboard.press('Escape');
  await expect(site.page.getByRole('dialog')).toBeHidden();
}

async function resetAndAsk(site: Site): Promise<void> {
  const offered = site.page.getByRole('button', { name: 'Start a fresh machine' });
  const button = (await offered.isVisible())
    ? offered
    : site.page.getByRole('button', { name: 'Reset' });
  await button.click();
  // Nothing but the prompt: the terminal of the machine before has gone.
  await expect(site.rows).toHaveText(/^root@fishbowl:~#\s*$/);
  await expect(site.page.getByRole('alert')).toBeEmpty();
  await site.ask('echo fresh-$((40+2))', 'fresh-42');
}

for (const flood of ['yes', 'cat /dev/urandom | base64']) {
  test(`${flood}: the page goes on, and Ctrl-C ends it`, async ({ site, page }, info) => {
    await site.open();
    await site.ask(flood, flood === 'yes' ? /^y{10}/ : /[\w+/]{60}/);
    await expectResponsive(site, info);
    await site.focusTerminal();
    await page.keyboard.press('Control+C');
    await site.ask('clear; echo over-$((40+2))', 'over-42');
  });
}

test('a fork bomb under a pids limit is stopped by it', async ({ site, page }, info) => {
  await site.open();
  await site.type('cage=/sys/fs/cgroup/cage; mkdir $cage; echo 40 > $cage/pids.max; clear');
  await site.type(`bash -c 'echo $$ > /sys/fs/cgroup/cage/cgroup.procs; b() { b | b & }; b'`);
  await expect(site.rows).toContainText('Resource temporarily unavailable');
  await expectResponsive(site, info);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await site.prompt();
  await site.ask(
    'cat /sys/fs/cgroup/cage/pids.max; grep max /sys/fs/cgroup/cage/pids.events',
    /max \d/,
  );
  await site.ask('echo 1 > /sys/fs/cgroup/cage/cgroup.kill; echo killed-$((40+2))', 'killed-42');
});

test('a fork bomb without a limit: the app tells what became of the machine', async ({
  site,
  page,
}, info) => {
  await site.open();
  await site.type('b() { b | b & }; b');
  await expectResponsive(site, info);
  const told = page.getByRole('alert');
  await expect(told).toContainText(/ran out of memory|has not answered/, { timeout: 90_000 });
  await expectResponsive(site, info);
  await resetAndAsk(site);
});

test('rm -rf --no-preserve-root / leaves a machine to be reset', async ({ site }, info) => {
  await site.open();
  await site.type('rm -rf --no-preserve-root / 2>/dev/null; echo gone-$((40+2))');
  await expectResponsive(site, info);
  await expect(site.rows).toContainText('gone-42', { timeout: 60_000 });
  await site.ask('ls', /command not found/);
  await resetAndAsk(site);
});

test('rm -rf / is refused as on any Linux', async ({ site }) => {
  await site.open();
  await site.ask('rm -rf /', /it is dangerous to operate recursively/);
});

test('a kernel panic is told with the last words', async ({ site, page }, info) => {
  await site.open();
  await site.type('echo c > /proc/sysrq-trigger');
  const told = page.getByRole('alert');
  await expect(told).toContainText('The kernel panicked');
  await told.getByText('Last words of the kernel').click();
  await expect(told).toContainText('sysrq triggered crash');
  await expectResponsive(site, info);
  await resetAndAsk(site);
});

test('a process that takes all memory is killed, and the app says so', async ({
  site,
  page,
}, info) => {
  await site.open();
  await site.type('tail /dev/zero; echo ended-$?');
  await expectResponsive(site, info);
  const told = page.getByRole('alert');
  await expect(told).toContainText('The kernel ran out of memory and killed tail', {
    timeout: 60_000,
  });
  await site.ask('', 'ended-137');
  await site.ask('clear; echo alive-$((40+2))', 'alive-42');
  await resetAndAsk(site);
});

test('files that take all memory: the app tells who was killed for it', async ({
  site,
  page,
}, info) => {
  await site.open();
  await site.type('for d in /dev/shm /tmp /root; do cat /dev/zero > $d/fill; done');
  await expectResponsive(site, info);
  const told = page.getByRole('alert');
  await expect(told).toContainText(/The kernel ran out of memory and killed \w+/, {
    timeout: 90_000,
  });
  await expectResponsive(site, info);
  await resetAndAsk(site);
});
