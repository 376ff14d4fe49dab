import { namespaceKinds, type Evidence, type Millis, type Process } from './model.ts';

/** A row read anew of a process that was known before: what /proc does not tell again is kept. */
export function continued(known: Process, read: Process, at: Millis): Process {
  const dead = read.status === 'zombie';
  return {
    ...read,
    since: Math.min(known.since, read.since),
    executable: read.executable ?? known.executable,
    argv: dead && read.argv.length === 0 ? known.argv : read.argv,
    execedAt: read.execedAt ?? known.execedAt,
    exitedAt: dead ? (known.exitedAt ?? at) : null,
    movedAt: moved(known, read) ? at : known.movedAt,
    evidence: mergeEvidence(known.evidence, read.evidence),
  };
}

function moved(known: Process, read: Process): boolean {
  return (
    namespaceKinds.some((kind) => known.namespaces[kind] !== read.namespaces[kind]) ||
    known.forChildren.pid !== read.forChildren.pid ||
    known.forChildren.time !== read.forChildren.time
  );
}

/** The newest text of each path, newest reading first. */
export function mergeEvidence(
  known: readonly Evidence[],
  read: readonly Evidence[],
): readonly Evidence[] {
  const paths = new Set(read.map(({ path }) => path));
  return [...read, ...known.filter(({ path }) => !paths.has(path))];
}

/** What a process looks like from its execve until it is read again: its arguments are not known. */
export function execed(process: Process, executable: string, evidence: Evidence): Process {
  return {
    ...process,
    executable,
    comm: executable.slice(executable.lastIndexOf('/') + 1).slice(0, 15),
    argv: [],
    // The kernel's own stamp: the world may have heard of something later before it hears of this.
    execedAt: evidence.at,
    evidence: mergeEvidence(process.evidence, [evidence]),
  };
}

/** A process that is dead but not yet reaped. */
export function exited(process: Process, evidence: Evidence, at: Millis): Process {
  return {
    ...process,
    status: 'zombie',
    exitedAt: at,
    memory: 0,
    evidence: mergeEvidence(process.evidence, [evidence]),
  };
}
