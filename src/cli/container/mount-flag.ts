// --mount: comma-separated key=value pairs (RFC 4180), as docker's client reads them.
import type { MountSpec } from '../../engine/host-config.ts';
import { parseBytes } from '../size.ts';

interface Draft {
  type: string;
  source?: string;
  target?: string;
  readOnly?: boolean;
  consistency?: string;
  bind?: { Propagation?: string; NonRecursive?: boolean };
  volume?: {
    NoCopy?: boolean;
    Labels?: Record<string, string>;
    DriverConfig?: { Name?: string; Options?: Record<string, string> };
  };
  tmpfs?: { SizeBytes?: number; Mode?: number };
}

/** Reads one value; throws docker's sentence. */
export function parseMount(text: string): MountSpec {
  const draft: Draft = { type: 'volume' };
  for (const field of parseCsv(text)) takeField(draft, field);
  checkDraft(draft);
  const { type, source, target, readOnly, consistency, bind, volume, tmpfs } = draft;
  return {
    Type: type,
    ...(source === undefined ? {} : { Source: source }),
    ...(target === undefined ? {} : { Target: target }),
    ...(readOnly ? { ReadOnly: true } : {}),
    ...(consistency === undefined ? {} : { Consistency: consistency }),
    ...(bind ? { BindOptions: bind } : {}),
    ...(volume ? { VolumeOptions: volume } : {}),
    ...(tmpfs ? { TmpfsOptions: tmpfs } : {}),
  };
}

type Take = (draft: Draft, value: string, key: string) => void;

/** Keys that need no value. */
const switches: Readonly<Record<string, Take>> = {
  readonly: (draft, value, key) => (draft.readOnly = truth(value, key)),
  'volume-nocopy': (draft, value, key) => ((draft.volume ??= {}).NoCopy = truth(value, key)),
  'bind-nonrecursive': (draft, value, key) =>
    ((draft.bind ??= {}).NonRecursive = truth(value, key)),
};

const takers: Readonly<Record<string, Take>> = {
  ...switches,
  type: (draft, value) => (draft.type = value.toLowerCase()),
  source: (draft, value) => (draft.source = value),
  target: (draft, value) => (draft.target = value),
  consistency: (draft, value) => (draft.consistency = value.toLowerCase()),
  'bind-propagation': (draft, value) => ((draft.bind ??= {}).Propagation = value.toLowerCase()),
  'volume-label': (draft, value) => setPair(((draft.volume ??= {}).Labels ??= {}), value),
  'volume-driver': (draft, value) => (((draft.volume ??= {}).DriverConfig ??= {}).Name = value),
  'volume-opt': (draft, value) =>
    setPair((((draft.volume ??= {}).DriverConfig ??= {}).Options ??= {}), value),
  'tmpfs-size': (draft, value, key) => ((draft.tmpfs ??= {}).SizeBytes = size(value, key)),
  'tmpfs-mode': (draft, value, key) => ((draft.tmpfs ??= {}).Mode = octal(value, key)),
};

const synonyms: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};

function takeField(draft: Draft, field: string): void {
  const [name = '', value] = field.split(/=(.*)/s);
  const written = name.toLowerCase();
  const key = Object.hasOwn(synonyms, written) ? (synonyms[written] ?? '') : written;
  if (value === undefined) {
    if (!Object.hasOwn(switches, key)) {
      throw new Error(`invalid field '${field}' must be a key=value pair`);
    }
    switches[key]?.(draft, 'true', key);
    return;
  }
  if (!Object.hasOwn(takers, key)) throw new Error(`unexpected key '${written}' in '${field}'`);
  takers[key]?.(draft, value, written);
}

function checkDraft({ type, target, bind, volume, tmpfs }: Draft): void {
  if (type === '') throw new Error('type is required');
  if (!target) throw new Error('target is required');
  const mixed = (kind: string): Error =>
    new Error(`cannot mix '${kind}-*' options with mount type '${type}'`);
  if (volume && type !== 'volume') throw mixed('volume');
  if (bind && type !== 'bind') throw mixed('bind');
  if (tmpfs && type !== 'tmpfs') throw mixed('tmpfs');
}

function truth(value: string, key: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw new Error(`invalid value for ${key}: ${value}`);
}

function size(value: string, key: string): number {
  try {
    return parseBytes(value);
  } catch {
    throw new Error(`invalid value for ${key}: ${value}`);
  }
}

function octal(value: string, key: string): number {
  if (/^[0-7]+$/.test(value)) return Number.parseInt(value, 8);
  throw new Error(`invalid value for ${key}: ${value}`);
}

function setPair(map: Record<string, string>, text: string): void {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  map[name] = value;
}

/** Fields of one line; a quote begins only at the start of a field. */
function parseCsv(text: string): string[] {
  if (text === '') throw new Error('EOF');
  const fields: string[] = [];
  for (let at = 0; at <= text.length;) {
    const { field, end } = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    fields.push(field);
    at = end + 1;
  }
  return fields;
}

interface Field {
  readonly field: string;
  /** Of the comma after it, or the text's length. */
  readonly end: number;
}

function plainField(text: string, at: number): Field {
  const comma = text.indexOf(',', at);
  const end = comma < 0 ? text.length : comma;
  const field = text.slice(at, end);
  const quote = field.indexOf('"');
  if (quote >= 0) throw csvFault(at + quote, 'bare " in non-quoted-field');
  return { field, end };
}

function quotedField(text: string, at: number): Field {
  const match = /^"((?:[^"]|"")*)"(?=,|$)/.exec(text.slice(at));
  if (!match) throw csvFault(text.length, 'extraneous or missing " in quoted-field');
  return { field: (match[1] ?? '').replaceAll('""', '"'), end: at + match[0].length };
}

function csvFault(at: number, what: string): Error {
  return new Error(`parse error on line 1, column ${String(at + 1)}: ${what}`);
}
