// A page with all that it is made of in one text: what it links to is fetched and put in its place as data: URLs.

export interface Resource {
  /** "image/png". */
  readonly type: string;
  readonly body: Uint8Array;
}

/** Fetches from the page's own world; null where there is nothing to be had. */
export type Load = (url: string) => Promise<Resource | null>;

const attributes: readonly (readonly [selector: string, attribute: string])[] = [
  ['img[src], input[type=image][src], video[src], audio[src], source[src], script[src]', 'src'],
  ['link[rel~=stylesheet][href], link[rel~=icon][href]', 'href'],
  ['video[poster]', 'poster'],
];

/** How deep style sheets may import each other. */
const deepest = 4;

const baseTag = /<base\b[^>]*>/gi;
/** A style element, or what may hold text that looks like one. */
const styleElement =
  /<!--[\s\S]*?-->|<script\b[\s\S]*?<\/script\s*>|<style\b([^>]*)>([\s\S]*?)<\/style\s*>/gi;
/** Stands for a style element while the page is taken apart: a parsed one would count as our own page's, whose policy allows none. */
const placeholder = (nth: number): string => `<script type="x-style/${String(nth)}"></script>`;

/** The page as one text; `script` is run before anything of its own. */
export async function inlinePage(
  html: string,
  url: string,
  { load: fetch, script }: { readonly load: Load; readonly script: string },
): Promise<string> {
  const load = once(fetch);
  // A base is taken out and put in as text: a parsed one would count as our own page's, whose policy allows none.
  const root = baseOf(html, url);
  const styles: Promise<string>[] = [];
  const bare = html
    .replaceAll(baseTag, '')
    .replaceAll(styleElement, (all: string, own?: string, text?: string) => {
      if (text === undefined) return all;
      const style = inlineStyle(text, root, { load, depth: 0 });
      return placeholder(
        styles.push(style.then((whole) => `<style${own ?? ''}>${whole}</style>`)) - 1,
      );
    });
  const page = new DOMParser().parseFromString(bare, 'text/html');
  for (const element of page.querySelectorAll('iframe, object, embed, meta[http-equiv]'))
    element.remove();
  for (const element of page.querySelectorAll('[srcset]')) element.removeAttribute('srcset');
  const work: Promise<void>[] = [];
  for (const [selector, attribute] of attributes)
    for (const element of page.querySelectorAll(selector))
      work.push(inlineAttribute(element, attribute, { root, load }));
  await Promise.all(work);
  const type = page.doctype ? '<!doctype html>' : '';
  const first = `<base href="${root.replaceAll('"', '%22')}"><script>${script}</script>`;
  const { attributes: own } = page.documentElement;
  const said = [...own].map(({ name, value }) => ` ${name}="${value.replaceAll('"', '&quot;')}"`);
  const head = `<head>${first}${page.head.innerHTML}</head>`;
  const whole = `${type}<html${said.join('')}>${head}${page.body.outerHTML}</html>`;
  const texts = await Promise.all(styles);
  return texts.reduce((text, style, nth) => text.replace(placeholder(nth), () => style), whole);
}

/** Each thing is fetched once, however often the page names it. */
function once(load: Load): Load {
  const asked = new Map<string, ReturnType<Load>>();
  return (url) => {
    const answer = asked.get(url) ?? load(url);
    asked.set(url, answer);
    return answer;
  };
}

/** What the page's names are named from: where it came from, unless it says otherwise. */
function baseOf(html: string, url: string): string {
  const [, a, b, c] =
    /<base\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/i.exec(html) ?? [];
  const named = a ?? b ?? c;
  return named !== undefined && URL.canParse(named, url) ? new URL(named, url).href : url;
}

interface Place {
  readonly root: string;
  readonly load: Load;
}

async function inlineAttribute(
  element: Element,
  attribute: string,
  { root, load }: Place,
): Promise<void> {
  const value = element.getAttribute(attribute) ?? '';
  if (!URL.canParse(value, root) || value.startsWith('data:')) return;
  const url = new URL(value, root).href;
  const resource = await load(url);
  if (!resource) return;
  const isSheet = element.matches('link[rel~=stylesheet]');
  const body = isSheet
    ? new TextEncoder().encode(await inlineStyle(decode(resource.body), url, { load, depth: 0 }))
    : resource.body;
  element.setAttribute(attribute, dataUrl({ type: resource.type, body }));
  element.removeAttribute('integrity');
  element.removeAttribute('crossorigin');
}

/** Which group of the pattern below holds "@import ". */
const importGroup = 3;

/** A style sheet with everything its `url(…)` and `@import` name put in. */
async function inlineStyle(
  css: string,
  root: string,
  { load, depth }: { readonly load: Load; readonly depth: number },
): Promise<string> {
  if (depth >= deepest) return css;
  const pattern =
    /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|(@import\s+)(?:"([^"]*)"|'([^']*)')/g;
  const parts: (string | Promise<string>)[] = [];
  let at = 0;
  for (const match of css.matchAll(pattern)) {
    const [whole, ...groups] = match;
    const name = groups.find((group) => group !== undefined && !group.startsWith('@')) ?? '';
    const rule = groups[importGroup] ?? '';
    parts.push(css.slice(at, match.index));
    at = match.index + whole.length;
    const isLocal = name === '' || name.startsWith('data:') || name.startsWith('#');
    if (isLocal || !URL.canParse(name, root)) parts.push(whole);
    else parts.push(inlineName(new URL(name, root).href, { load, depth }, { rule, whole }));
  }
  return (await Promise.all([...parts, css.slice(at)])).join('');
}

async function inlineName(
  url: string,
  { load, depth }: { readonly load: Load; readonly depth: number },
  { rule, whole }: { readonly rule: string; readonly whole: string },
): Promise<string> {
  const resource = await load(url);
  if (!resource) return whole;
  const isSheet = resource.type.startsWith('text/css');
  const body = isSheet
    ? new TextEncoder().encode(
        await inlineStyle(decode(resource.body), url, { load, depth: depth + 1 }),
      )
    : resource.body;
  return `${rule}url("${dataUrl({ type: resource.type, body })}")`;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Pieces small enough to be arguments of one call. */
const piece = 0x8000;

export function dataUrl({ type, body }: Resource): string {
  let binary = '';
  for (let at = 0; at < body.length; at += piece)
    binary += String.fromCharCode(...body.subarray(at, at + piece));
  return `data:${type.replaceAll(/["\s]/g, '') || 'application/octet-stream'};base64,${btoa(binary)}`;
}
