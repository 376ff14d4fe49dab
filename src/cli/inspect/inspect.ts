/** `docker inspect` and its kin: objects as JSON, or by a template, first over docker's own types, then over the bare JSON. */
import type { Call } from '../command.ts';
import { CommandError } from '../command.ts';
import { formatJson, indentJson } from '../template/json.ts';
import { Template, TemplateError } from '../template/template.ts';
import type { Value } from '../template/type.ts';
import { fromJson } from '../template/value.ts';

/** Finds one object by name; throws the sentence for one that is not there as a `CommandError`. */
export type Find = (name: string) => Promise<Value>;

const badTemplate = 64;

/** Shows each of the objects named, goes on after a failure, and tells all failures at the end. */
export async function inspectEach(
  { client, flags, arguments: names }: Call,
  find: Find,
): Promise<number> {
  const format = flags.text('format');
  const show = format ? templateView(format) : jsonView();
  const errors: string[] = [];
  for (const name of names) {
    try {
      show.add(await find(name));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(error.message);
    }
  }
  await client.out(show.text());
  for (const error of errors) await client.err(`${error}\n`);
  return errors.length > 0 ? 1 : 0;
}

interface View {
  add(value: Value): void;
  text(): string;
}

function jsonView(): View {
  const all: string[] = [];
  return {
    add: (value) => void all.push(formatJson(value)),
    text: () => `${indentJson(`[${all.join(',')}]`, '    ')}\n`,
  };
}

function templateView(format: string): View {
  const template = parse(format);
  let text = '';
  return {
    add: (value) => {
      text += `${execute(template, value)}\n`;
    },
    text: () => text || '\n',
  };
}

function parse(format: string): Template {
  try {
    return new Template(format);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`template parsing error: ${error.message}`, badTemplate);
  }
}

/** Names as docker's Go code has them come first; if that fails, names as JSON has them. */
function execute(template: Template, value: Value): string {
  try {
    return template.execute(value);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
  }
  try {
    return template.execute(fromJson(JSON.parse(formatJson(value))), 'error');
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`template parsing error: ${error.message}`);
  }
}
