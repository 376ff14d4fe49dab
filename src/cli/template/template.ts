/** Go templates as docker's `--format` takes them. */
import { builtins } from './builtins.ts';
import { dockerFunctions, headingFunctions as unchanging } from './docker-functions.ts';
import { Executor } from './execute.ts';
import type { MissingKey } from './field.ts';
import { type ParsedTemplate, parseTemplate } from './parse.ts';
import { TemplateError } from './token-cursor.ts';
import type { Value } from './type.ts';

export { TemplateError };

const functions = new Map(Object.entries({ ...builtins, ...dockerFunctions }));
const headingFunctions = new Map([...functions, ...Object.entries(unchanging)]);
const names = new Set(functions.keys());

export class Template {
  readonly #parsed: ParsedTemplate;

  /** Throws `TemplateError`, in Go's words, for what is no template. */
  constructor(source: string, name = '') {
    this.#parsed = parseTemplate(source, names, name);
  }

  /** Throws `TemplateError` for what the value does not have. */
  execute(value: Value | null, missingKey: MissingKey = 'invalid'): string {
    const executor = new Executor(this.#parsed, functions, value);
    executor.missingKey = missingKey;
    executor.run(value);
    return executor.output;
  }

  /** What is written up to the first fault, and that fault; docker prints both where Go's template writes straight to stdout. */
  executeAsFar(value: Value): { readonly text: string; readonly fault: TemplateError | null } {
    const executor = new Executor(this.#parsed, functions, value);
    try {
      executor.run(value);
      return { text: executor.output, fault: null };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { text: executor.output, fault: error };
    }
  }

  /** The heading of a table: names of columns in place of values, as far as it goes without an error. */
  executeHeading(headings: Value): string {
    const executor = new Executor(this.#parsed, headingFunctions, headings);
    try {
      executor.run(headings);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
    return executor.output;
  }
}
