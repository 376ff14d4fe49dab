import { apiVersion, engineVersion, followsDocker, platform } from '../../engine/platform.ts';
import { systemFacts } from '../../engine/system.ts';
import { type Command, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { formatByTemplate } from './by-template.ts';
import { versionFacts } from './version-facts.ts';

/** What `docker --version` prints: no Docker Engine is here, and it does not pretend to be one. */
export const versionLine = `Fishbowl version ${engineVersion}, follows Docker ${followsDocker}\n`;

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
      await client.out(formatByTemplate(format, await versionFacts(engine), 'version'));
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
