import type { Type } from './type.ts';
import type { MaybeValue } from './value.ts';

/** A function that templates can call. */
export interface TemplateFunction {
  readonly parameters: readonly Type[];
  /** Type of any further arguments. */
  readonly rest?: Type;
  readonly call: (...values: MaybeValue[]) => MaybeValue;
}

/** Why a function could not answer. */
export class FunctionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FunctionError';
  }
}
