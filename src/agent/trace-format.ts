// How the kernel's trace is laid out, as tracefs tells it: events/header_page and events/*/*/format (Documentation/trace/events.rst).

export interface Field {
  readonly name: string;
  /** Bytes from the beginning of the entry. */
  readonly offset: number;
  readonly size: number;
  readonly signed: boolean;
  /** A text stands in its place, or elsewhere in the entry, as the field says; other arrays are of no kind that is read. */
  readonly kind: 'number' | 'text' | 'located' | 'array';
}

export interface EventFormat {
  readonly name: string;
  /** The thread that was running. */
  readonly tid: Field;
  /** All but those that every event has. */
  readonly fields: readonly Field[];
}

export interface TraceFormats {
  /** Of a page: how many bytes of it are used. */
  readonly commit: Field;
  /** Of a page: where its events begin. */
  readonly data: Field;
  /** By the number that each entry begins with. */
  readonly events: ReadonlyMap<number, EventFormat>;
}

const fieldLine =
  /^\tfield: ?([^;]*?)(\w+)(\[\w*\])?;\toffset:(\d+);\tsize:(\d+);\tsigned:([01]);$/;

/** Parses header_page and behind it any number of formats. Throws where a page could not be read by it. */
export function parseTraceFormats(text: string): TraceFormats {
  const [page = '', ...blocks] = text.split(/^name: /m);
  const header = new Map(parseFields(page).map((field) => [field.name, field]));
  const commit = header.get('commit');
  const data = header.get('data');
  if (!commit || !data) throw new Error(`Trace without the layout of its pages: ${page}`);
  return { commit, data, events: new Map(blocks.map(parseBlock)) };
}

function parseBlock(block: string): [number, EventFormat] {
  const [name = '', id] = block.split('\n');
  const all = parseFields(block);
  const tid = all.find((field) => field.name === 'common_pid');
  if (!tid) throw new Error(`Trace format without a thread: ${block}`);
  const fields = all.filter((field) => !/^(common|_)_/.test(field.name));
  return [Number(id?.replace('ID: ', '')), { name, tid, fields }];
}

function parseFields(text: string): Field[] {
  return text.split('\n').flatMap((line) => {
    const [, type = '', name, array, offset, size, signed] = fieldLine.exec(line) ?? [];
    if (name === undefined) return [];
    const place = { offset: Number(offset), size: Number(size) };
    return [{ name, ...place, signed: signed === '1', kind: kindOf(type, array, place.size) }];
  });
}

function kindOf(type: string, array: string | undefined, size: number): Field['kind'] {
  if (type.startsWith('__data_loc char[]')) return 'located';
  if (array !== undefined) return type.trim() === 'char' ? 'text' : 'array';
  return [1, 2, 4, 8].includes(size) ? 'number' : 'array';
}
