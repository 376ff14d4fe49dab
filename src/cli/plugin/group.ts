import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { answerPlugin } from './answer.ts';

export const plugin: Group = {
  summary: 'Manage plugins',
  ...declareCommands(
    `
create PLUGIN PLUGIN-DATA-DIR | Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory. | 2-
  --compress | Compress the context using gzip
disable PLUGIN | Disable a plugin | 1
  -f, --force | Force the disable of an active plugin
enable PLUGIN | Enable a plugin | 1
  --timeout int | HTTP client timeout (in seconds) | 30
inspect PLUGIN [PLUGIN...] | Display detailed information on one or more plugins | 1-
  -f, --format string | Format the output using the given Go template
install PLUGIN [KEY=VALUE...] | Install a plugin | 1-
  --alias string | Local name for plugin
  --disable | Do not enable the plugin on install
  --disable-content-trust | Skip image verification | true
  --grant-all-permissions | Grant all permissions necessary to run the plugin
ls | List plugins | 0 | list
  -f, --filter filter | Provide filter values (e.g. 'enabled=true')
  --format string | Pretty-print plugins using a Go template
  --no-trunc | Don't truncate output
  -q, --quiet | Only display plugin IDs
push PLUGIN[:TAG] | Push a plugin to a registry | 1
  --disable-content-trust | Skip image signing | true
rm PLUGIN [PLUGIN...] | Remove one or more plugins | 1- | remove
  -f, --force | Force the removal of an active plugin
set PLUGIN KEY=VALUE [KEY=VALUE...] | Change settings for a plugin | 2-
upgrade PLUGIN [REMOTE] | Upgrade an existing plugin | 1-2
  --disable-content-trust | Skip image verification | true
  --grant-all-permissions | Grant all permissions necessary to run the plugin
  --skip-remote-check | Do not check if specified remote plugin matches existing plugin image
`,
    answerPlugin,
  ),
};
