// eq, ne, lt, le, gt, ge: Go's comparisons of basic values.
import { FunctionError, type TemplateFunction } from './function.ts';
import { formatValue } from './print.ts';
import { anyType, flag, typeName, type Value } from './type.ts';
import { compareText, isNil, type MaybeValue, numberOf, textOf, unwrapped } from './value.ts';

const isInteger = ({ type }: Value): boolean => type.kind === 'int' || type.kind === 'uint';

function checkComparable(value: MaybeValue): void {
  if (!value || !['slice', 'map'].includes(value.type.kind)) return;
  throw new FunctionError(`non-comparable type ${formatValue(value)}: ${typeName(value.type)}`);
}

function areEqual(a: MaybeValue, b: MaybeValue): boolean {
  if (!a || !b) return a === b;
  const isBasic = (value: Value): boolean =>
    value.type.kind !== 'pointer' && value.type.kind !== 'struct';
  if (a.type.kind !== b.type.kind && isBasic(a) && isBasic(b) && !(isInteger(a) && isInteger(b))) {
    throw new FunctionError('incompatible types for comparison');
  }
  checkComparable(b);
  if (!isBasic(a) || !isBasic(b)) return a.data === b.data || (isNil(a) && isNil(b));
  return zeroed(a) === zeroed(b);
}

function zeroed({ type, data }: Value): unknown {
  return data ?? (type.kind === 'string' ? '' : type.kind === 'bool' ? false : 0);
}

function equalsAny(first: MaybeValue, others: readonly MaybeValue[]): boolean {
  const value = unwrapped(first);
  checkComparable(value);
  if (others.length === 0) throw new FunctionError('missing argument for comparison');
  return others.some((other) => areEqual(value, unwrapped(other)));
}

const ordered = ['int', 'uint', 'float', 'string'];

function isLess(first: MaybeValue, second: MaybeValue): boolean {
  const a = orderable(first);
  const b = orderable(second);
  if (a.type.kind !== b.type.kind && !(isInteger(a) && isInteger(b))) {
    throw new FunctionError('incompatible types for comparison');
  }
  if (!ordered.includes(a.type.kind)) throw new FunctionError('invalid type for comparison');
  if (a.type.kind === 'string') return compareText(textOf(a), textOf(b)) < 0;
  return numberOf(a) < numberOf(b);
}

function orderable(value: MaybeValue): Value {
  const at = unwrapped(value);
  if (at && [...ordered, 'bool'].includes(at.type.kind)) return at;
  throw new FunctionError('invalid type for comparison');
}

const isAtMost = (a: MaybeValue, b: MaybeValue): boolean => isLess(a, b) || equalsAny(a, [b]);

function comparison(test: (a: MaybeValue, b: MaybeValue) => boolean): TemplateFunction {
  return { parameters: [anyType, anyType], call: (a = null, b = null) => flag(test(a, b)) };
}

export const comparisons: Readonly<Record<string, TemplateFunction>> = {
  eq: {
    parameters: [anyType],
    rest: anyType,
    call: (first = null, ...others) => flag(equalsAny(first, others)),
  },
  ne: comparison((a, b) => !equalsAny(a, [b])),
  lt: comparison(isLess),
  le: comparison(isAtMost),
  gt: comparison((a, b) => !isAtMost(a, b)),
  ge: comparison((a, b) => !isLess(a, b)),
};
