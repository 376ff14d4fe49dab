// "docker" itself: its flags, and all that can follow it.
import { builder } from './builder/group.ts';
import { completion } from './completion/group.ts';
import { context } from './context/group.ts';
import { container } from './container/group.ts';
import { flagTable } from './flag-table.ts';
import { type Group, without } from './group.ts';
import { image } from './image/group.ts';
import { manifest } from './manifest/group.ts';
import { network } from './network/group.ts';
import { plugin } from './plugin/group.ts';
import { login } from './registry/login.ts';
import { logout } from './registry/logout.ts';
import { search } from './registry/search.ts';
import { config } from './swarm/config.ts';
import { node } from './swarm/node.ts';
import { secret } from './swarm/secret.ts';
import { service } from './swarm/service.ts';
import { stack } from './swarm/stack.ts';
import { swarm } from './swarm/swarm.ts';
import { system } from './system/group.ts';
import { inspect } from './system/inspect.ts';
import { version } from './system/version.ts';
import { trust } from './trust/group.ts';
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
    builder,
    completion,
    config,
    container,
    context,
    image,
    manifest,
    network,
    node,
    plugin,
    secret,
    service,
    stack,
    swarm,
    system,
    trust,
    volume,
    ...without(container, ['inspect', 'ls', 'prune']),
    ps: container.commands.ls,
    ...without(image, ['inspect', 'ls', 'prune', 'rm']),
    images: image.commands.ls,
    rmi: image.commands.rm,
    ...without(system, ['df', 'prune']),
    inspect,
    login,
    logout,
    search,
    version,
  },
};
