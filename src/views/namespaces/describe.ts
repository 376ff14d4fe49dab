import { namespaceKinds, type World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { forestOf } from '../forest.ts';
import { insideParts } from '../inside/parts.ts';
import { namespacesTold } from '../inside/readings.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { processArguments, processName, processState } from '../process-text.ts';
import { kindsStanding, regionNotes, regionTitle } from '../region-title.ts';
import { regionsOf, type Region } from '../regions.ts';
import { processCount } from '../counts.ts';
import { say } from '../say.ts';

/** Who shares which namespaces, as text; and what is inside of the selected one. */
export function describe(world: World, { selected }: ViewOptions = defaultOptions): Account {
  const regions = regionsOf(world, forestOf(world, false));
  const told = selected ? namespacesTold(world, selected) : [];
  return {
    title: say`Namespaces`,
    parts: [
      ...regions.map((region) => partOf(world, region)),
      ...told.flatMap((namespace) =>
        insideParts(world, namespace).map((part) => ({
          ...part,
          title: say`Inside of ${namespace.id}: ${part.title}`,
        })),
      ),
    ],
  };
}

function partOf(world: World, region: Region): AccountPart {
  const count = region.members.length;
  const notes = regionNotes(world, region);
  return {
    title: [regionTitle(region), ...notes].join(', '),
    sentences: [`${processCount(count)}.`, ...(region.id === 'host' ? [] : sharing(region))],
    table: {
      columns: [say`Process`, say`PID here`, say`PID on the host`, say`Parent`, say`State`],
      rows: region.members.map((node) => [
        [processName(node), processArguments(node)].filter(Boolean).join(' '),
        String(node.process.pids.at(-1) ?? node.process.pid),
        String(node.process.pids[0] ?? node.process.pid),
        String(node.parent?.process.pid ?? 0),
        processState(node) || say`alive`,
      ]),
    },
  };
}

function sharing(region: Region): string[] {
  const own = kindsStanding(region, 'own');
  const inherited = kindsStanding(region, 'inherited');
  const host = kindsStanding(region, 'host');
  const sentences: string[] = [];
  if (own.length > 0) sentences.push(say`Its own: ${own.join(', ')}.`);
  for (const kind of namespaceKinds) {
    const home = region.homes[kind];
    if (home) sentences.push(say`Shares ${kind} with ${regionTitle(home)}.`);
  }
  if (inherited.length > 0 && region.parent) {
    sentences.push(
      say`Shares ${inherited.join(', ')} with ${regionTitle(region.parent)}, around it.`,
    );
  }
  if (host.length > 0) sentences.push(say`Shares ${host.join(', ')} with the host.`);
  return sentences;
}
