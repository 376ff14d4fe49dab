import { apiVersion, engineVersion, followsDocker, platform } from '../../engine/platform.ts';
import { systemFacts } from '../../engine/system.ts';
import { type Command, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { writeByTemplate } from './by-template.ts';
import { versionFacts } from './version-facts.ts';

/** What `docker --version` prints: in docker's form, so that scripts can read it, and plain about what answers. */
export const versionLine = `Docker version ${followsDocker}, as Fishbowl ${engineVersion} follows it (not Docker Engine)\n`;

export const version: Command = {
  usage: '',
  summary: 'Show the Docker version information',
  flags: flagTable(`
-f, --format string | Format the output using the given Go template
--kubeconfig string | Kubernetes config file
`),
  takes: noArguments,
  run: async ({ engine, client, flags }) => {
    const format = flags.text('format');
    if (format) {
      await writeByTemplate(client, format, { value: await versionFacts(engine), name: 'version' });
      return 0;
    }
    const { kernel, runtime } = await systemFacts(engine);
    const architecture = `${platform.os}/${platform.architecture}`;
    await client.out(`Client: Fishbowl (a small client in this machine; not Docker's)
 Version:           ${engineVersion}
 API version:       ${apiVersion}
 OS/Arch:           ${architecture}
 Context:           default

Server: Fishbowl (the engine of this browser tab; not Docker Engine)
 Engine:
  Version:          ${engineVersion}
  Follows:          Docker ${followsDocker}
  API version:      ${apiVersion}
  OS/Arch:          ${architecture}
  Kernel Version:   ${kernel}
 crun:
  Version:          ${runtime}
`);
    return 0;
  },
};
