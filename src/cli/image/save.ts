import { saveImages } from '../../engine/save.ts';
import { atLeast, type Command } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { openOutput } from './output-path.ts';

export const save: Command = {
  usage: 'IMAGE [IMAGE...]',
  summary: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  flags: flagTable(`
-o, --output string | Write to a file, instead of STDOUT
`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    const path = flags.text('output') ?? '';
    const output = await openOutput(engine.agent, client, {
      path,
      failure: 'failed to save image',
    });
    await saveImages(engine, names, output);
    return 0;
  },
};
