/** What a page in the pane asks for. */
export type Asking =
  | {
      readonly type: 'go';
      readonly url: string;
      readonly method: 'GET' | 'POST';
      readonly body: string;
    }
  | {
      readonly type: 'fetch';
      readonly id: number;
      readonly url: string;
      readonly method: 'GET' | 'POST';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** The message as what it should be, or null: whatever runs in a page can send anything. */
export function shapeOf(data: unknown): Asking | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, id, url, method, headers, body } = data as Record<string, unknown>;
  const isKnown = method === 'GET' || method === 'POST';
  if (typeof url !== 'string' || !isKnown || typeof body !== 'string') return null;
  if (type === 'go') return { type, url, method, body };
  if (type !== 'fetch' || typeof id !== 'number' || typeof headers !== 'object') return null;
  const said = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    type,
    id,
    url,
    method,
    body,
    headers: Object.fromEntries(said) as Record<string, string>,
  };
}
