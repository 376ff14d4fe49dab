import type { World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { forestOf, type Node } from '../forest.ts';
import { processArguments, processName, processState } from '../process-text.ts';
import { regionNotes, regionTitle } from '../region-title.ts';
import { regionsOf, type Region } from '../regions.ts';
import { numberedIn } from './lineage.ts';
import { say } from '../say.ts';

/** Every process's numbers, as text: the host's list, then one a PID namespace. */
export function describe(world: World): Account {
  const forest = forestOf(world, false);
  const regions = regionsOf(world, forest);
  const inner = new Set(forest.flatMap(({ process }) => numberedIn(world, process)));
  const parts = [...inner].flatMap((id) => {
    const region = regions.find(({ namespaces }) => namespaces.pid === id);
    return region && id
      ? [partOf(world, forest, region, (node) => numberedIn(world, node.process).indexOf(id) + 1)]
      : [];
  });
  return { title: 'PIDs', parts: [hostPart(forest), ...parts] };
}

function hostPart(forest: readonly Node[]): AccountPart {
  return {
    title: say`host`,
    sentences: [say`${String(forest.length)} processes have a number here.`],
    table: tableOf(forest, ({ process }) => process.pids[0] ?? process.pid),
  };
}

function partOf(
  world: World,
  forest: readonly Node[],
  region: Region,
  columnOf: (node: Node) => number,
): AccountPart {
  const members = forest.filter((node) => columnOf(node) > 0);
  const first = members.find((node) => node.process.pids[columnOf(node)] === 1);
  return {
    title: say`PID namespace of ${[regionTitle(region), ...regionNotes(world, region)].join(', ')}, ${region.namespaces.pid}`,
    sentences: first
      ? [say`PID 1 is ${processName(first)}, ${String(first.process.pid)} on the host.`]
      : [],
    table: tableOf(members, (node) => node.process.pids[columnOf(node)] ?? 0),
  };
}

function tableOf(nodes: readonly Node[], numberOf: (node: Node) => number) {
  return {
    columns: ['PID', say`Process`, say`Parent`, say`On the host`, say`State`],
    rows: nodes.map((node) => [
      String(numberOf(node)),
      [processName(node), processArguments(node)].filter(Boolean).join(' '),
      node.parent && nodes.includes(node.parent) ? String(numberOf(node.parent)) : '0',
      String(node.process.pid),
      processState(node) || say`alive`,
    ]),
  };
}
