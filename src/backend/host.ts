import type { Stop } from '../base/events.ts';
import { startInFrame, type Start } from './machine-frame.ts';
import type { Port } from './request.ts';

/** What runs a machine beside the page. */
export interface Host extends Port {
  terminate(): void;
  /** Called when it has ended by itself, with the reason. */
  ondeath: ((why: string) => void) | null;
}

/** A machine's worker that is to be started. */
export interface HostParts {
  /** URL of its script. Its first message brings two ports: to the page, and to what supplies it. */
  readonly script: string;
  readonly name: string;
  /** URL of the folder that holds machine.html. */
  readonly base: string;
  /** Answers what the worker asks for (supply.ts). */
  readonly supply: MessagePort;
}

/**
 * Starts a worker in a frame without an origin (public/machine.html). Browsers give such a frame a process of its own where they
 * can: what V8 compiles for the machine then stands in no queue with the page's drawing, a machine that takes too much memory takes
 * no page with it, and the guest is as far from the site's storage and from the network as a page can put it. Where pages may not
 * be framed, the worker is started in the page after all.
 */
export function startHost({ script, name, base, supply }: HostParts): Host {
  const { port1, port2 } = new MessageChannel();
  let ended = false;
  let stop: Stop = () => undefined;
  const host: Host = Object.assign(port1, {
    ondeath: null as Host['ondeath'],
    terminate() {
      ended = true;
      port1.close();
      stop();
    },
  });
  const die = (why: string): void => {
    if (ended) return;
    host.terminate();
    host.ondeath?.(why);
  };
  port1.addEventListener('messageerror', () => die('a message from the worker could not be read'));
  port1.start();
  const start: Start = { script, name, ports: [port2, supply], die };
  const inPage = (ports: readonly MessagePort[]): void => {
    if (!ended) stop = startInPage({ ...start, ports });
  };
  // The dev server's scripts import others, which nothing without an origin may fetch.
  if (import.meta.env.DEV) inPage(start.ports);
  else stop = startInFrame(start, new URL('machine.html', base).href, inPage);
  return host;
}

function startInPage({ script, name, ports, die }: Start): Stop {
  const worker = new Worker(script, { type: 'module', name });
  worker.onerror = ({ message }) => die(message || 'the worker could not be loaded');
  worker.postMessage(null, [...ports]);
  return () => worker.terminate();
}
