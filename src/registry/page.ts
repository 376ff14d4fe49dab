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
  return encodeText(document(summary, sections.join('') || empty));
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
    '<tr><th scope="col">Blob</th><th scope="col">Digest</th><th scope="col">Size</th></tr>';
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

const style = `body{margin:0 auto;padding:1.5rem;max-width:46rem;font:15px/1.5 system-ui,sans-serif;color:#1d2530;background:#fff}
h1{margin:0;font-size:1.3rem}h2{margin:1.6rem 0 .3rem;font-size:1.05rem;overflow-wrap:anywhere}
.facts,summary span{color:#5a6675}code,pre{font:.86em ui-monospace,monospace;overflow-wrap:anywhere}
pre{padding:.7rem 1rem;background:#f2f4f7;border-radius:4px;overflow-x:auto}
details{border-top:1px solid #d8dee6}details:last-child{border-bottom:1px solid #d8dee6}summary{padding:.4rem 0;cursor:pointer}
details p{margin:.2rem 0 .2rem 1.1rem}table{margin:.4rem 0 1rem 1.1rem;border-collapse:collapse;font-size:.93em}
th,td{padding:.15rem 1.2rem .15rem 0;text-align:left;font-weight:400}thead th{color:#5a6675}.size{text-align:right;white-space:nowrap}`;

function document(summary: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Registry at localhost:5000</title><style>${style}</style></head>
<body><h1>Registry at localhost:5000</h1>
<p class="facts">${summary}, kept in this browser. Sizes are of the compressed blobs.</p>
${content}</body></html>
`;
}
