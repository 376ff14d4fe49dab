import type { ProcessId, Signal, World } from '../world/model.ts';
import type { Arrival } from './row.ts';
import { signalName } from './signal-name.ts';
import { say } from './say.ts';

/** Signals on their way, by the process they are for. `rowOf` names the row of a pid. */
export function arrivalsOf(
  world: World,
  rowOf: (pid: number) => string | null,
): ReadonlyMap<ProcessId, readonly Arrival[]> {
  const arrivals = new Map<ProcessId, Arrival[]>();
  for (const signal of world.signals) {
    const list = arrivals.get(signal.to) ?? [];
    list.push(arrival(signal, rowOf));
    arrivals.set(signal.to, list);
  }
  return arrivals;
}

function arrival(signal: Signal, rowOf: (pid: number) => string | null): Arrival {
  const { from, to, at } = signal;
  const name = `${signalName(signal.signal)} ${String(signal.signal)}`;
  const sender = from === null ? say`the kernel` : `PID ${String(from)}`;
  return {
    id: `${to}/${String(signal.signal)}/${String(at)}`,
    text: name,
    full: say`${name} from ${sender}`,
    at,
    from: from === null ? null : rowOf(from),
  };
}
