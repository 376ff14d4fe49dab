import { type Container, containerStatus } from '../../engine/container.ts';
import { dockerRoot } from '../../engine/disk.ts';
import { engineVersion, followsDocker } from '../../engine/platform.ts';
import { type SystemFacts, systemFacts } from '../../engine/system.ts';
import { type Command, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { writeByTemplate } from './by-template.ts';
import { infoFacts } from './info-facts.ts';
import { formatBinarySize } from '../human.ts';

export const info: Command = {
  usage: '',
  summary: 'Display system-wide information',
  flags: flagTable(`-f, --format string | Format the output using the given Go template`),
  takes: noArguments,
  run: async ({ engine, client, flags }) => {
    const format = flags.text('format');
    if (format) {
      await writeByTemplate(client, format, { value: await infoFacts(engine) });
      return 0;
    }
    const containers = await engine.containers.list();
    const images = (await engine.images.list()).length;
    await client.out(formatInfo(await systemFacts(engine), containers, images));
    return 0;
  },
};

function formatInfo(facts: SystemFacts, containers: readonly Container[], images: number): string {
  const states = containers.map(containerStatus);
  const count = (...wanted: string[]): number =>
    states.filter((each) => wanted.includes(each)).length;
  return `Client:
 Context:    default
 Debug Mode: false

Server: Fishbowl (the engine of this browser tab; not Docker Engine)
 Containers: ${String(containers.length)}
  Running: ${String(count('running', 'restarting'))}
  Paused: ${String(count('paused'))}
  Stopped: ${String(count('created', 'exited', 'dead', 'removing'))}
 Images: ${String(images)}
 Server Version: ${engineVersion} (follows Docker ${followsDocker})
 Storage Driver: overlay2
  Backing Filesystem: ${facts.backing}
  Supports d_type: true
  Native Overlay Diff: true
  userxattr: false
 Logging Driver: json-file
 Cgroup Driver: cgroupfs
 Cgroup Version: 2
 Plugins:
  Volume: local
  Network: bridge host null
  Log: json-file
 Swarm: inactive
 Runtimes: crun
 Default Runtime: crun
 crun version: ${facts.runtime}
 Security Options:
  seccomp
   Profile: default
  cgroupns
 Kernel Version: ${facts.kernel}
 Operating System: ${facts.os}
 OSType: linux
 Architecture: i686
 CPUs: ${String(facts.processors)}
 Total Memory: ${formatBinarySize(facts.memory)}
 Name: ${facts.hostname}
 Docker Root Dir: ${dockerRoot}
 Debug Mode: false
 Registry: the files served with this page
 Experimental: false
 Live Restore Enabled: true

`;
}
