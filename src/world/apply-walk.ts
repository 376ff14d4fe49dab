import type { Walk } from './event.ts';
import { dropUnused } from './apply-kernel.ts';
import type { Cgroup, CgroupPath, Millis, Namespace, NamespaceId, World } from './model.ts';
import { admit, admitPinned, mountTable } from './namespace-rows.ts';
import { continued } from './process-row.ts';

/** The kernel's tables as a full walk found them; rows that were known before keep their history. */
export function walked(world: World, walk: Walk, at: Millis): World {
  const processes = new Map(
    walk.processes.map((read) => {
      const known = world.processes.get(read.id);
      return [read.id, known ? continued(known, read, at) : read];
    }),
  );
  const gone = [...world.processes.values()].filter(({ id }) => !processes.has(id));
  let namespaces = world.namespaces;
  for (const process of processes.values()) namespaces = admit(namespaces, processes, process);
  const mounts = mountTable(walk.mounts);
  namespaces = admitPinned(namespaces, mounts);
  return dropUnused(
    {
      ...world,
      processes,
      namespaces: named(namespaces, walk),
      mounts,
      cgroups: new Map(walk.cgroups.map((cgroup) => rowOf(cgroup, world.cgroups.get(cgroup.path)))),
      departed: [...world.departed, ...gone.map((process) => ({ process, at }))],
      lost: 0,
    },
    namespaces.keys(),
  );
}

function rowOf(read: Cgroup, known: Cgroup | undefined): [CgroupPath, Cgroup] {
  return [read.path, known ? { ...read, since: known.since } : read];
}

function named(
  namespaces: ReadonlyMap<NamespaceId, Namespace>,
  walk: Walk,
): ReadonlyMap<NamespaceId, Namespace> {
  const next = new Map(namespaces);
  for (const { namespace, hostname, evidence } of walk.hostnames) {
    const row = next.get(namespace);
    if (!row) continue;
    const others = row.evidence.filter(({ path }) => path !== evidence.path);
    next.set(namespace, { ...row, hostname, evidence: [...others, evidence] });
  }
  return next;
}
