import { parseTarget } from '../../engine/tag.ts';
import { checkSetting } from '../container/environment.ts';
import { checkLabel, parseUlimit } from '../container/flag-checks.ts';
import { checkHost } from '../container/network-options.ts';
import type { Flag } from '../flag.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { parseBytes } from '../size.ts';

const shown = flagTable(`
--add-host list | Add a custom host-to-IP mapping (host:ip)
--build-arg list | Set build-time variables
--cache-from strings | Images to consider as cache sources
--cgroup-parent string | Optional parent cgroup for the container
--compress | Compress the build context using gzip
--cpu-period int | Limit the CPU CFS (Completely Fair Scheduler) period
--cpu-quota int | Limit the CPU CFS (Completely Fair Scheduler) quota
-c, --cpu-shares int | CPU shares (relative weight)
--cpuset-cpus string | CPUs in which to allow execution (0-3, 0,1)
--cpuset-mems string | MEMs in which to allow execution (0-3, 0,1)
--disable-content-trust | Skip image verification | true
-f, --file string | Name of the Dockerfile (Default is 'PATH/Dockerfile')
--force-rm | Always remove intermediate containers
--iidfile string | Write the image ID to the file
--isolation string | Container isolation technology
--label list | Set metadata for an image
-m, --memory bytes | Memory limit
--memory-swap bytes | Swap limit equal to memory plus swap: '-1' to enable unlimited swap
--network string | Set the networking mode for the RUN instructions during build | "default"
--no-cache | Do not use cache when building the image
--pull | Always attempt to pull a newer version of the image
-q, --quiet | Suppress the build output and print image ID on success
--rm | Remove intermediate containers after a successful build | true
--security-opt strings | Security options
--shm-size bytes | Size of /dev/shm
-t, --tag list | Name and optionally a tag in the 'name:tag' format
--target string | Set the target build stage to build.
--ulimit ulimit | Ulimit options | []
`);

/** What means something to the newer builder, or with experimental features, alone. */
const others = flagTable(`
-o, --output list | Output destination (format: type=local,dest=path)
--platform string | Set platform if server is multi-platform capable
--progress string | Set type of progress output (auto, plain, tty)
--secret list | Secret file to expose to the build
--squash | Squash newly built layers into a single new layer
--ssh list | SSH agent socket or keys to expose to the build
--stream | Stream attaches to server to negotiate build context
`);

export const buildFlags: Flag[] = [
  ...adjust(shown, {
    'add-host': { check: checkHost },
    'build-arg': { check: checkSetting },
    label: { check: checkLabel },
    memory: { check: (text) => void parseBytes(text) },
    'shm-size': { check: (text) => void parseBytes(text) },
    tag: { check: (text) => void parseTarget(text) },
    ulimit: { check: (text) => void parseUlimit(text) },
  }),
  ...others.map((flag): Flag => ({ ...flag, hidden: true })),
];
