import { parseTarget, tagImage } from '../../engine/tag.ts';
import { type Command, CommandError, exactly } from '../command.ts';

export const tag: Command = {
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  summary: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  flags: [],
  interspersed: false,
  takes: exactly(2),
  run: async ({ engine, arguments: [source = '', target = ''] }) => {
    checkTarget(target);
    await tagImage(engine, source, target);
    return 0;
  },
};

function checkTarget(target: string): void {
  try {
    parseTarget(target);
  } catch (error) {
    const { message } = error as Error;
    const quoted = `Error parsing reference: "${target}" is not a valid repository/tag: ${message}`;
    throw new CommandError(message.startsWith('refusing') ? message : quoted);
  }
}
