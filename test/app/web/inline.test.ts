// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"handleDisabledFileLoadingAsSuccess":true}}
import { expect, test } from 'vitest';
import { dataUrl, inlinePage, type Resource } from '../../../src/app/web/inline.ts';

const text = (body: string, type: string): Resource => ({
  type,
  body: new TextEncoder().encode(body),
});

async function inline(html: string, files: Record<string, Resource>): Promise<string> {
  const load = (url: string) => Promise.resolve(files[url] ?? null);
  return inlinePage(html, 'http://localhost:8080/dir/page.html', { load, script: 'bridge()' });
}

test('`inlinePage()` puts pictures and scripts in their place', async () => {
  const png = text('png', 'image/png');
  const script = text('run()', 'text/javascript');
  const page = await inline('<!doctype html><img src="a.png"><script src=/b.js></script>', {
    'http://localhost:8080/dir/a.png': png,
    'http://localhost:8080/b.js': script,
  });
  expect(page).toContain(`src="${dataUrl(png)}"`);
  expect(page).toContain(`src="${dataUrl(script)}"`);
});

test('`inlinePage()` follows style sheets into what they name', async () => {
  const fish = text('fish', 'image/svg+xml');
  const page = await inline('<link rel="stylesheet" href="/css/one.css">', {
    'http://localhost:8080/css/one.css': text('@import "two.css";', 'text/css'),
    'http://localhost:8080/css/two.css': text("a { background: url('../fish.svg') }", 'text/css'),
    'http://localhost:8080/fish.svg': fish,
  });
  const sheet = (found: string): string =>
    atob(/data:text\/css;base64,([^"&)]*)/.exec(found)?.[1] ?? '');
  expect(sheet(sheet(page))).toBe(`a { background: url("${dataUrl(fish)}") }`);
});

test('`inlinePage()` ends with style sheets that import each other', async () => {
  const page = await inline('<link rel="stylesheet" href="/a.css">', {
    'http://localhost:8080/a.css': text('@import url(a.css);', 'text/css'),
  });
  expect(page).toContain('data:text/css');
});

test('`inlinePage()` runs its script first, and names things from where the page says', async () => {
  const page = await inline('<!doctype html><head><base href="/x/"><title>t</title></head>', {});
  expect(page).toMatch(
    /^<!doctype html><html><head><base href="http:\/\/localhost:8080\/x\/"><script>bridge\(\)<\/script><title>/,
  );
});

test('`inlinePage()` leaves as it is what cannot be had', async () => {
  const page = await inline('<img src="gone.png"><style>a { color: url(#b) }</style>', {});
  expect(page).toContain('<img src="gone.png">');
  expect(page).toContain('url(#b)');
});
