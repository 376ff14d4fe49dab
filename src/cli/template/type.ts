/**
 * Go's types, as far as templates, JSON and printing can tell them apart. A value's data are plain JavaScript: numbers, strings,
 * booleans, arrays, and objects keyed as in JSON for structs and maps; what is absent is its type's zero value.
 */

export type BasicKind = 'bool' | 'int' | 'uint' | 'float' | 'string';

interface Named {
  /** "container.IpcMode"; '' for a type written out, such as []string. */
  readonly name: string;
  /** What fmt prints instead of the value (a String method). */
  readonly format?: (data: unknown) => string;
}

export interface BasicType extends Named {
  readonly kind: BasicKind;
}

export interface SliceType extends Named {
  readonly kind: 'slice';
  readonly element: Type;
}

/** Keys are strings, perhaps of a named type. */
export interface MapType extends Named {
  readonly kind: 'map';
  readonly key: Type;
  readonly element: Type;
  readonly methods?: Readonly<Record<string, Method>>;
}

export interface StructType extends Named {
  readonly kind: 'struct';
  readonly fields: readonly Field[];
  readonly methods: Readonly<Record<string, Method>>;
  /** Marshals itself, as docker's listing rows do. */
  readonly marshal?: (data: unknown) => string;
}

export interface PointerType extends Named {
  readonly kind: 'pointer';
  readonly element: Type;
}

/** interface {}: its data are a Value, or null. */
export interface AnyType extends Named {
  readonly kind: 'any';
}

export type Type = BasicType | SliceType | MapType | StructType | PointerType | AnyType;

export interface Field {
  readonly name: string;
  /** Its key in JSON and in data. */
  readonly key: string;
  readonly type: Type;
  readonly omitEmpty: boolean;
  /** Its fields count as the struct's own, and stand in the same object. */
  readonly embedded: boolean;
}

export interface Method {
  readonly parameters: readonly Type[];
  readonly call: (data: unknown, ...values: (Value | null)[]) => Value | null;
}

export interface Value {
  readonly type: Type;
  readonly data: unknown;
}

const basic = (kind: BasicKind, name: string): BasicType => ({ kind, name });

export const boolType = basic('bool', 'bool');
export const intType = basic('int', 'int');
export const floatType = basic('float', 'float64');
export const stringType = basic('string', 'string');
export const anyType: AnyType = { kind: 'any', name: '' };
export const stringsType: SliceType = { kind: 'slice', name: '', element: stringType };

export const basicTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['bool', boolType],
  ['string', stringType],
  ...['int', 'int8', 'int16', 'int32', 'int64'].map((name) => [name, basic('int', name)] as const),
  ...['uint', 'uint8', 'uint16', 'uint32', 'uint64'].map(
    (name) => [name, basic('uint', name)] as const,
  ),
  ['float64', floatType],
  ['any', anyType],
]);

/** The name as Go's %T prints it. */
export function typeName(type: Type): string {
  if (type.name !== '') return type.name;
  switch (type.kind) {
    case 'slice':
      return `[]${typeName(type.element)}`;
    case 'map':
      return `map[${typeName(type.key)}]${typeName(type.element)}`;
    case 'pointer':
      return `*${typeName(type.element)}`;
    case 'any':
      return 'interface {}';
    default:
      return type.kind;
  }
}

export const text = (data: string): Value => ({ type: stringType, data });
export const flag = (data: boolean): Value => ({ type: boolType, data });
export const integer = (data: number): Value => ({ type: intType, data });
