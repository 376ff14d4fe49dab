import { exportContainer } from '../../engine/export.ts';
import { type Command, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { openOutput } from '../image/output-path.ts';

export const exportCommand: Command = {
  usage: 'CONTAINER',
  summary: "Export a container's filesystem as a tar archive",
  flags: flagTable(`
-o, --output string | Write to a file, instead of STDOUT
`),
  takes: exactly(1),
  run: async ({ engine, client, flags, arguments: [name = ''] }) => {
    const path = flags.text('output') ?? '';
    const failure = 'failed to export container';
    const output = await openOutput(engine.agent, client, { path, failure });
    await exportContainer(engine, name, output);
    return 0;
  },
};
