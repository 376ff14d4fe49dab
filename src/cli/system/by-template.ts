import { CommandError } from '../command.ts';
import { Template, TemplateError } from '../template/template.ts';
import type { Value } from '../template/type.ts';

const badTemplate = 64;

/** One value by the person's template; `name` is what docker calls the template in its errors. */
export function formatByTemplate(format: string, value: Value, name = ''): string {
  let template: Template;
  try {
    template = new Template(format, name);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`template parsing error: ${error.message}`, badTemplate);
  }
  try {
    return `${template.execute(value)}\n`;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(error.message);
  }
}
