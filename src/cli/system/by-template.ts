import type { Client } from '../client.ts';
import { CommandError } from '../command.ts';
import { Template, TemplateError } from '../template/template.ts';
import type { Value } from '../template/type.ts';

const badTemplate = 64;

/** Writes one value by the person's template; `name` is what docker calls the template in its errors. */
export async function writeByTemplate(
  client: Client,
  format: string,
  { value, name = '' }: { readonly value: Value; readonly name?: string },
): Promise<void> {
  const { text, fault } = parse(format, name).executeAsFar(value);
  await client.out(`${text}\n`);
  if (fault) throw new CommandError(fault.message);
}

function parse(format: string, name: string): Template {
  try {
    return new Template(format, name);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`template parsing error: ${error.message}`, badTemplate);
  }
}
