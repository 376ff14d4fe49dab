import { expect, test } from './site.ts';

const page = [
  '<!doctype html><title>Bowl</title><link rel=stylesheet href=/style.css>',
  '<h1 id=top>A fish</h1><a href=other.html>other</a><form action=/form.html><input name=q value=fin></form>',
  '<script>document.body.dataset.ran = "yes"; fetch("/said.txt").then((r) => r.text()).then((t) => document.body.dataset.said = t)</script>',
].join('');

test('shows a page that a container serves, with its style, its links and what it fetches', async ({
  site,
  page: tab,
}) => {
  await site.open();
  const make = [
    'mkdir www',
    `printf '%s' '${page}' > www/index.html`,
    "echo 'h1 { color: rgb(1, 2, 3) }' > www/style.css",
    "echo '<h1>Another fish</h1>' > www/other.html",
    'echo -n said > www/said.txt',
  ].join('; ');
  await site.ask(`${make}; echo made-$((1+1))`, 'made-2');
  await site.type('docker run -d -p 8081:80 -v /root/www:/www busybox httpd -f -h /www');
  await site.stage.getByRole('button', { name: 'Web', exact: true }).click();
  await site.stage.getByRole('button', { name: /^localhost:8081/ }).click();
  const shown = site.stage.frameLocator('iframe');
  await expect(shown.getByRole('heading')).toHaveText('A fish');
  await expect(shown.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(shown.locator('body')).toHaveAttribute('data-ran', 'yes');
  await expect(shown.locator('body')).toHaveAttribute('data-said', 'said');
  await shown.getByRole('link', { name: 'other' }).click();
  await expect(shown.getByRole('heading')).toHaveText('Another fish');
  const address = tab.getByRole('textbox', { name: 'Address' });
  await expect(address).toHaveValue('http://localhost:8081/other.html');
  await site.stage.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(shown.getByRole('heading')).toHaveText('A fish');
});

test('says what a browser says where nobody answers', async ({ site, page: tab }) => {
  await site.open();
  await site.stage.getByRole('button', { name: 'Web', exact: true }).click();
  const address = tab.getByRole('textbox', { name: 'Address' });
  await address.fill('localhost:9');
  await address.press('Enter');
  await expect(site.stage.getByRole('alert')).toContainText('localhost refused to connect.');
  await address.fill('http://example.com/');
  await address.press('Enter');
  await expect(site.stage.getByRole('alert')).toContainText('ERR_NAME_NOT_RESOLVED');
});
