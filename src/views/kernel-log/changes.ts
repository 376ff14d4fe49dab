import type { Request, World } from '../../world/model.ts';
import { say } from '../say.ts';
import { namesOf, whoAsked } from './entries.ts';

/** What is told of processes and signals anyway. */
const toldOtherwise = new Set(['fork', 'execve', 'exit', 'kill']);

/** What each process asked the kernel for between two worlds, and what it was refused. */
export function requestSentences(before: World, after: World): string[] {
  if (before.requests === after.requests) return [];
  const known = new Set(before.requests);
  const fresh = after.requests.filter((each) => !known.has(each));
  const earlier = new Set(before.requests.map(identity));
  const asked = fresh.filter((each) => !toldOtherwise.has(each.call));
  if (asked.length === 0) return [];
  const names = namesOf(after);
  const senderOf = (request: Request): string => whoAsked(request, names);
  return [
    ...bySender(
      asked.filter((each) => !earlier.has(identity(each))),
      senderOf,
      (who, calls) => say`${who} asked the kernel: ${calls}.`,
    ),
    ...bySender(
      asked.filter(({ error }) => error !== undefined),
      senderOf,
      (who, calls) => say`The kernel refused ${who}: ${calls}.`,
    ),
  ];
}

/** A request that was refused is another row than before. */
const identity = ({ at, pid, call }: Request): string => `${String(at)} ${String(pid)} ${call}`;

/** One sentence a process: "mount ×3, pivot_root". */
function bySender(
  requests: readonly Request[],
  senderOf: (request: Request) => string,
  sentence: (who: string, calls: string) => string,
): string[] {
  const senders = new Map<string, Map<string, number>>();
  for (const request of requests) {
    const who = senderOf(request);
    const calls = senders.get(who) ?? new Map<string, number>();
    const call = request.error === undefined ? request.call : `${request.call} (${request.error})`;
    senders.set(who, calls.set(call, (calls.get(call) ?? 0) + 1));
  }
  return [...senders].map(([who, calls]) =>
    sentence(
      who,
      [...calls].map(([call, n]) => (n === 1 ? call : `${call} ×${String(n)}`)).join(', '),
    ),
  );
}
