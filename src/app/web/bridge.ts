// The script that stands first in every page from a container, and the messages it sends: where a link, a form or a `fetch` leads.

/** Runs in the page's sandbox, so it can use nothing of ours. */
function bridge(): void {
  const tell = (message: object): void => parent.postMessage(message, '*');
  const wanted = new Map<number, (answer: { ok: boolean; value: never }) => void>();
  let asked = 0;
  addEventListener('message', ({ source, data }: MessageEvent<{ id: number }>) => {
    if (source === parent) wanted.get(data.id)?.(data as never);
  });
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href], area[href]');
    if (!link) return;
    event.preventDefault();
    const [here = ''] = document.baseURI.split('#');
    if (link.hash && link.href.split('#')[0] === here)
      document.getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView();
    else tell({ type: 'go', url: link.href, method: 'GET', body: '' });
  });
  addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter))
      fields.append(name, typeof value === 'string' ? value : value.name);
    const url = new URL(form.getAttribute('action') ?? '', document.baseURI);
    const isPost = form.method.toLowerCase() === 'post';
    if (!isPost) url.search = fields.toString();
    const body = isPost ? fields.toString() : '';
    tell({ type: 'go', url: url.href, method: isPost ? 'POST' : 'GET', body });
  });
  const ask = async (request: Request): Promise<Response> => {
    const { url, method } = request;
    const id = ++asked;
    const headers = Object.fromEntries(request.headers);
    const body = method === 'GET' ? '' : await request.text();
    const answer = await new Promise<{ ok: boolean; value: never }>((resolve) => {
      wanted.set(id, resolve);
      tell({ type: 'fetch', id, url, method, headers, body });
    });
    wanted.delete(id);
    if (!answer.ok) throw new TypeError('Failed to fetch');
    const { status, reason, headers: said, body: bytes } = answer.value as Answer;
    const isEmpty = [204, 205, 304].includes(status);
    return new Response(isEmpty ? null : bytes, { status, statusText: reason, headers: said });
  };
  window.fetch = (input, init) => ask(new Request(input, init));
}

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export const bridgeScript = `(${bridge.toString()})()`;
