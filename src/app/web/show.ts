// What a server sent, as a page that can be shown: HTML whole, pictures and text in a page of their own.
import type { PageAnswer } from '../../backend/page.ts';
import { dataUrl, inlinePage, type Load } from './inline.ts';

export async function showAnswer(
  answer: PageAnswer,
  url: string,
  { load, script }: { readonly load: Load; readonly script: string },
): Promise<string> {
  const type = answer.headers['content-type'] ?? 'text/html';
  if (/html/i.test(type)) return inlinePage(textOf(answer), url, { load, script });
  if (type.startsWith('image/'))
    return `<!doctype html><img alt="" src="${dataUrl({ type, body: answer.body })}">`;
  const isText = /^text\/|json|xml|javascript/i.test(type);
  const text = isText ? textOf(answer) : `${type}, ${String(answer.body.length)} bytes`;
  return `<!doctype html><pre>${escape(text)}</pre>`;
}

function textOf({ headers, body }: PageAnswer): string {
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '') ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body); // a charset that nobody knows
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Where a name leads from a page. */
export function resolve(name: string, from: string): string {
  return new URL(name, from).href;
}

/** The host of an address, or all of it where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
