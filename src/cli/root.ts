// "docker" itself: its flags and its help.
import { commands, groups, type Group } from './commands.ts';
import type { Flag } from './flag.ts';
import { flagTable } from './flag-table.ts';
import { optionLines } from './help.ts';

export const rootFlags: readonly Flag[] = flagTable(`
--config string | Location of client config files | "/root/.docker"
-c, --context string | Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")
-D, --debug | Enable debug mode
-H, --host list | Daemon socket(s) to connect to
-l, --log-level string | Set the logging level ("debug"\\|"info"\\|"warn"\\|"error"\\|"fatal") | "info"
--tls | Use TLS; implied by --tlsverify
--tlscacert string | Trust certs signed only by this CA | "/root/.docker/ca.pem"
--tlscert string | Path to TLS certificate file | "/root/.docker/cert.pem"
--tlskey string | Path to TLS key file | "/root/.docker/key.pem"
--tlsverify | Use TLS and verify the remote
-v, --version | Print version information and quit
`).map((flag) => ({ ...flag, usage: flag.usage.replaceAll('\\|', '|') }));

const nameWidth = 12;

export function rootHelp(columns: number): string {
  return `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Options:
${optionLines(rootFlags, columns)}
Management Commands:
${listing(groups)}
Commands:
${listing(commands)}
Run 'docker COMMAND --help' for more information on a command.
`;
}

export function groupHelp(name: string, group: Group): string {
  return `
Usage:  docker ${name} COMMAND

${group.summary}

Commands:
${listing(group.commands)}
Run 'docker ${name} COMMAND --help' for more information on a command.
`;
}

function listing(rows: Readonly<Record<string, { readonly summary: string }>>): string {
  return Object.entries(rows)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { summary }]) => `  ${name.padEnd(nameWidth)}${summary}\n`)
    .join('');
}
