// "docker" itself: its flags, and all that can follow it.
import { container } from './container/group.ts';
import { flagTable } from './flag-table.ts';
import { type Group, without } from './group.ts';
import { image } from './image/group.ts';
import { network } from './network/group.ts';
import { system } from './system/group.ts';
import { version } from './system/version.ts';
import { volume } from './volume/group.ts';

const flags = flagTable(`
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

/** Commands of a noun stand right after "docker" too, but for those that mean something else or nothing there. */
export const root: Group = {
  summary: 'A self-sufficient runtime for containers',
  flags,
  epilogue:
    'To get more help with docker, check out our guides at https://docs.docker.com/go/guides/',
  commands: {
    container,
    image,
    network,
    system,
    volume,
    ...without(container, ['inspect', 'ls', 'prune']),
    ps: container.commands.ls,
    ...without(image, ['inspect', 'ls', 'prune', 'rm']),
    images: image.commands.ls,
    rmi: image.commands.rm,
    ...without(system, ['df', 'prune']),
    version,
  },
};

/** Commands of Docker's that this engine does not have: named, so that nobody takes them for typing errors. */
export const absent: ReadonlySet<string> = new Set(
  (
    'build builder completion config context events inspect login ' +
    'logout manifest node plugin push search secret service stack stats swarm trust ' +
    'update'
  ).split(' '),
);
