// The registry's page for people: repositories, their tags, and what each is made of.
import { decodeText, encodeText } from '../base/bytes.ts';
import { isDigest, shortDigest } from '../oci/digest.ts';
import { type Descriptor, type Manifest, parseManifest } from '../oci/manifest.ts';
import type { RegistryStore } from './store.ts';

/** The page as HTML, complete in itself. */
export async function registryPage(store: RegistryStore): Promise<Uint8Array<ArrayBuffer>> {
  const keys = await store.list('repositories/');
  const tagged = new Map<string, string[]>();
  for (const key of keys) {
    const [, name = '', tag = ''] = /^repositories\/(.*)\/_tags\/(.*)$/.exec(key) ?? [];
    if (name !== '') tagged.set(name, [...(tagged.get(name) ?? []), tag]);
  }
  const sections: string[] = [];
  for (const [name, tags] of tagged) sections.push(await repositorySection(store, name, tags));
  const blobs = (await store.list('blobs/')).length;
  const summary = `${counted(tagged.size, 'repository', 'repositories')}, ${counted(blobs, 'blob', 'blobs')}`;
  const trouble = store.trouble?.() ?? null;
  return encodeText(
    document(factsOf(summary, trouble), noticeOf(trouble) + (sections.join('') || empty)),
  );
}

function factsOf(summary: string, trouble: string | null): string {
  const keeping = trouble === null ? 'kept in this browser' : 'some of it gone with this page';
  return `${summary}, ${keeping}. Sizes are of the compressed blobs.`;
}

function noticeOf(trouble: string | null): string {
  return trouble === null ? '' : `<p class="notice" role="status">${escape(trouble)}.</p>`;
}

async function repositorySection(
  store: RegistryStore,
  name: string,
  tags: readonly string[],
): Promise<string> {
  const rows: string[] = [];
  for (const tag of tags) rows.push(await tagDetails(store, name, tag));
  return `<section><h2>${escape(name)}</h2>${rows.join('')}</section>`;
}

async function tagDetails(store: RegistryStore, name: string, tag: string): Promise<string> {
  const pointer = await store.read(`repositories/${name}/_tags/${tag}`);
  const digest = pointer ? decodeText(pointer) : '';
  const bytes = isDigest(digest) ? await store.read(`blobs/${digest}`) : null;
  if (!bytes) return '';
  const parsed = parseManifest(bytes);
  const size = parsed.kind === 'manifest' ? sizeOf(parsed) : null;
  const said = size === null ? 'an index of manifests' : formatBytes(size);
  const content =
    parsed.kind === 'manifest'
      ? manifestTable(parsed)
      : blobTable(parsed.manifests.map((each) => ['Manifest', each]));
  return `<details><summary><b>${escape(tag)}</b> <span>${said}</span></summary>
<p>Manifest <code>${digest}</code></p>
<p class="pull"><code>docker pull localhost:5000/${escape(name)}:${escape(tag)}</code></p>
${content}</details>`;
}

function manifestTable({ config, layers }: Manifest): string {
  const named = layers.map((layer, at): [string, Descriptor] => [`Layer ${String(at + 1)}`, layer]);
  return blobTable([['Configuration', config], ...named]);
}

function blobTable(rows: readonly (readonly [name: string, blob: Descriptor])[]): string {
  const lines = rows.map(
    ([name, { digest, size }]) =>
      `<tr><th scope="row">${name}</th><td><code title="${digest}">${shortDigest(digest)}</code></td><td class="size">${formatBytes(size)}</td></tr>`,
  );
  const head =
    '<tr><th scope="col">Blob</th><th scope="col">Digest</th><th scope="col" class="size">Size</th></tr>';
  return `<table><thead>${head}</thead><tbody>${lines.join('')}</tbody></table>`;
}

function sizeOf({ config, layers }: Manifest): number {
  return layers.reduce((sum, { size }) => sum + size, config.size);
}

/** "2.1 MB", compressed as it is kept. */
function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 ? String(size) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

function counted(count: number, one: string, several: string): string {
  return `${String(count)} ${count === 1 ? one : several}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const empty = `<p>Nothing was pushed yet. To push an image of your own:</p>
<pre>docker tag busybox localhost:5000/mine
docker push localhost:5000/mine</pre>`;

const style = `:root{color-scheme:light dark;--ink:#1d2530;--quiet:#56616f;--ground:#fff;--line:#d8dee6;--box:#f2f4f7;--edge:#a8630b}
@media(prefers-color-scheme:dark){:root{--ink:#e3e8ee;--quiet:#a2aebd;--ground:#14191f;--line:#333d49;--box:#1d242c;--edge:#d99a48}}
body{margin:0 auto;padding:1.5rem;max-width:46rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
h1{margin:0;font-size:1.3rem}h2{margin:1.6rem 0 .3rem;font-size:1.05rem;overflow-wrap:anywhere}
.facts,summary span,thead th{color:var(--quiet)}.facts{margin:.2rem 0 1rem}code,pre{font:.86em ui-monospace,monospace;overflow-wrap:anywhere}
pre{padding:.7rem 1rem;background:var(--box);border-radius:4px;white-space:pre-wrap}
.notice{margin:1rem 0;padding:.5rem .8rem;border-left:3px solid var(--edge);background:var(--box)}
details{border-top:1px solid var(--line)}details:last-child{border-bottom:1px solid var(--line)}
summary{padding:.4rem 0;cursor:pointer}summary span{margin-left:.4rem}
details p{margin:.2rem 0 .2rem 1.1rem}table{margin:.4rem 0 1rem 1.1rem;border-collapse:collapse;font-size:.93em}
th,td{padding:.15rem 1.2rem .15rem 0;text-align:left;font-weight:400}.size{text-align:right;white-space:nowrap}`;

function document(facts: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Registry at localhost:5000</title><style>${style}</style></head>
<body><main><h1>Registry at localhost:5000</h1>
<p class="facts">${facts}</p>
${content}</main></body></html>
`;
}
