// Struct types written as Go writes them, one field a line: `Name type "key,omitempty"`.
import { basicTypes, type Field, type StructType, type Type } from './type.ts';

type Declared = ReadonlyMap<string, Type>;

/**
 * Reads declarations: `name {` opens a struct, `name = type` names another type, `}` closes. A field without a type is embedded.
 * Structs may be used before they are
 * declared, other names not; `given` are types that need more than a declaration.
 */
export function declareTypes(source: string, given: readonly Type[] = []): Declared {
  const types = new Map<string, Type>(basicTypes);
  for (const type of given) types.set(type.name, type);
  const blocks = [...source.matchAll(/^(\S+) \{\n([\s\S]*?)^\}|^(\S+) = (.+)$/gm)];
  for (const [, struct] of blocks) if (struct) types.set(struct, openStruct(struct));
  for (const [, , , name, type] of blocks) {
    if (name && type) types.set(name, { ...parseType(type, types), name });
  }
  for (const [, struct, body] of blocks) {
    if (!struct || body === undefined) continue;
    const fields = body.split('\n').filter((line) => line.trim() !== '');
    (types.get(struct) as OpenStruct).fields.push(...fields.map((line) => parseField(line, types)));
  }
  return types;
}

type OpenStruct = StructType & { readonly fields: Field[] };

function openStruct(name: string): OpenStruct {
  return { kind: 'struct', name, fields: [], methods: {} };
}

function parseField(line: string, types: Declared): Field {
  const [first = '', second, tag] = line.trim().split(/ +(?=[^"]*(?:"[^"]*"[^"]*)*$)/);
  if (second === undefined) {
    const type = parseType(first, types);
    const name = first.replace(/^\*?.*\./, '');
    return { name, key: name, type, omitEmpty: false, embedded: true };
  }
  const [key = '', ...options] = (tag ?? '').replaceAll('"', '').split(',');
  return {
    name: first,
    key: key || first,
    type: parseType(second, types),
    omitEmpty: options.includes('omitempty'),
    embedded: false,
  };
}

function parseType(text: string, types: Declared): Type {
  if (text.startsWith('*')) {
    return { kind: 'pointer', name: '', element: parseType(text.slice(1), types) };
  }
  if (text.startsWith('[]')) {
    return { kind: 'slice', name: '', element: parseType(text.slice(2), types) };
  }
  const map = /^map\[([^\]]+)\](.+)$/.exec(text);
  if (map) {
    const [, key = '', element = ''] = map;
    return {
      kind: 'map',
      name: '',
      key: parseType(key, types),
      element: parseType(element, types),
    };
  }
  const found = types.get(text);
  if (!found) throw new Error(`Unknown type: ${text}`);
  return found;
}
