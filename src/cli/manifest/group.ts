import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';

/** Docker's words about what may still change. */
const experimental = (path: string): string => `EXPERIMENTAL:
  ${path} is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;

const description = `The **docker manifest** command has subcommands for managing image manifests and
manifest lists. A manifest list allows you to use one name to refer to the same image
built for multiple architectures.

To see help for a subcommand, use:

    docker manifest CMD --help

For full details on using docker manifest lists, see the registry v2 specification.`;

const { commands } = declareCommands(
  `annotate MANIFEST_LIST MANIFEST | Add additional information to a local image manifest | 2
  --arch string | Set architecture
  --os string | Set operating system
  --os-features strings | Set operating system feature
  --os-version string | Set operating system version
  --variant string | Set architecture variant
!create MANIFEST_LIST MANIFEST [MANIFEST...] | Create a local manifest list for annotating and pushing to a registry | 2-
  -a, --amend | Amend an existing manifest list
  --insecure | Allow communication with an insecure registry
inspect [MANIFEST_LIST] MANIFEST | Display an image manifest, or manifest list | 1-2
  --insecure | Allow communication with an insecure registry
  -v, --verbose | Output additional info including layers and platform
push MANIFEST_LIST | Push a manifest list to a repository | 1
  --insecure | Allow push to an insecure registry
  -p, --purge | Remove the local manifest list after push
rm MANIFEST_LIST [MANIFEST_LIST...] | Delete one or more manifest lists from local storage | 1-
`,
  async ({ client }, verb) => {
    await client.err(`docker manifest ${verb} is not supported by Fishbowl's engine\n`);
    return 1;
  },
);

export const manifest: Group = {
  summary: 'Manage Docker image manifests and manifest lists',
  description: `${description}\n\n${experimental('docker manifest')}`,
  commands: Object.fromEntries(
    Object.entries(commands).map(([verb, command]) => [
      verb,
      {
        ...command,
        description: `${command.summary}\n\n${experimental(`docker manifest ${verb}`)}`,
      },
    ]),
  ),
};
