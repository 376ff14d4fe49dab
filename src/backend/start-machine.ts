import { startHost, type Host } from './host.ts';
import secondScript from './second/worker.ts?worker&url';
import type { SupplyOrder } from './supply.ts';
import firstScript from './worker.ts?worker&url';

/** Starts what runs the machine of this tab; `base` is the URL of the folder with the site's static files. */
export function startMachine(base: string): Host {
  const supply = supplyOf({ base, ahead: true });
  return startHost({ script: firstScript, name: 'machine', base, supply });
}

/** Starts what runs the machine beside it. */
export function startSecondMachine(base: string): Host {
  const supply = supplyOf({ base, ahead: false });
  return startHost({ script: secondScript, name: 'second machine', base, supply });
}

let supplier: Worker | null = null;

/** A port at which everything is answered that a machine asks for. */
function supplyOf(order: SupplyOrder): MessagePort {
  supplier ??= new Worker(new URL('./supply-worker.ts', import.meta.url), {
    type: 'module',
    name: 'supply',
  });
  const { port1, port2 } = new MessageChannel();
  supplier.postMessage(order, [port1]);
  return port2;
}
