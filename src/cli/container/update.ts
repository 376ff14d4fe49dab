import { updateContainer } from '../../engine/update.ts';
import { atLeast, type Call, type Command, CommandError } from '../command.ts';
import { daemonText } from '../failure.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { parseRestartPolicy, resourceChecks, resourceOptions } from './resource-options.ts';

export const update: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Update configuration of one or more containers',
  flags: adjust(
    flagTable(`
--blkio-weight uint16 | Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)
--cpu-period int | Limit CPU CFS (Completely Fair Scheduler) period
--cpu-quota int | Limit CPU CFS (Completely Fair Scheduler) quota
--cpu-rt-period int | Limit the CPU real-time period in microseconds
--cpu-rt-runtime int | Limit the CPU real-time runtime in microseconds
-c, --cpu-shares int | CPU shares (relative weight)
--cpus decimal | Number of CPUs
--cpuset-cpus string | CPUs in which to allow execution (0-3, 0,1)
--cpuset-mems string | MEMs in which to allow execution (0-3, 0,1)
--kernel-memory bytes | Kernel memory limit
-m, --memory bytes | Memory limit
--memory-reservation bytes | Memory soft limit
--memory-swap bytes | Swap limit equal to memory plus swap: '-1' to enable unlimited swap
--pids-limit int | Tune container pids limit (set -1 for unlimited)
--restart string | Restart policy to apply when a container exits
`),
    resourceChecks,
  ),
  takes: atLeast(1),
  run,
};

async function run({ engine, client, flags, arguments: names }: Call): Promise<number> {
  if (flags.names().length === 0) {
    throw new CommandError('you must provide one or more flags when using this command');
  }
  const restart = flags.text('restart');
  const wish = {
    ...resourceOptions(flags),
    ...(restart ? { RestartPolicy: parseRestartPolicy(restart) } : {}),
  };
  const warnings: string[] = [];
  const errors: string[] = [];
  for (const name of names) {
    try {
      const container = await engine.containers.resolve(name);
      warnings.push(...(await updateContainer(engine, container, wish)));
      await client.out(`${name}\n`);
    } catch (error) {
      errors.push(daemonText(error));
    }
  }
  if (warnings.length > 0) await client.out(`${warnings.join('\n')}\n`);
  for (const error of errors) await client.err(`${error}\n`);
  return errors.length > 0 ? 1 : 0;
}
