import { Disposables } from '../base/disposal.ts';
import type { Stop } from '../base/events.ts';

/** What starting takes, in a frame or in the page. */
export interface Start {
  readonly script: string;
  readonly name: string;
  readonly ports: readonly MessagePort[];
  readonly die: (why: string) => void;
}

/** What public/machine.html says. */
type Notice = 'ready' | 'refused' | 'alive' | { readonly died: string | undefined };

/** A frame that has said nothing for so long after it was loaded is not the one that was asked for, ms. */
const readyLimit = 5000;
/** How often the frame is asked whether it lives, ms, and how many times in a row it may say nothing. */
const pulse = 4000;
const pulsesMissed = 3;

/**
 * Starts a worker in a frame at `page`, the URL of public/machine.html. `onRefused` is called with the ports when it cannot be:
 * where the server forbids its pages to be framed, another page is loaded instead, and a browser may know no such workers.
 */
export function startInFrame(
  { script, name, ports, die }: Start,
  page: string,
  onRefused: (ports: readonly MessagePort[]) => void,
): Stop {
  const frame = openFrame(name, `${page}#${String(new URLSearchParams({ script, name }))}`);
  const stops = new Disposables();
  const say = (message: unknown, given: MessagePort[] = []): void =>
    frame.contentWindow?.postMessage(message, '*', given);
  const heart = new Pulse(() => say('alive?'));
  const refuse = (returned: readonly MessagePort[]): void => {
    stops.dispose();
    onRefused(returned);
  };
  const refusal = afterLoad(frame, () => refuse(ports));
  const onMessage = (event: MessageEvent<Notice>): void => {
    if (event.source !== frame.contentWindow) return;
    if (event.data === 'alive') heart.felt();
    else if (event.data === 'refused') refuse(event.ports);
    else if (event.data === 'ready') {
      refusal.stop();
      say('ports', [...ports]);
      stops.add(heart.start(() => die('its process has ended')));
    } else die(reasonOf(event.data.died));
  };
  window.addEventListener('message', onMessage);
  stops.add(() => window.removeEventListener('message', onMessage));
  stops.add(() => frame.remove());
  stops.add(() => refusal.stop());
  document.body.append(frame);
  return () => stops.dispose();
}

/** Seen by nobody, but not hidden: what a browser knows to be hidden it slows down. */
function openFrame(title: string, src: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  Object.assign(frame, { title, src, tabIndex: -1 });
  Object.assign(frame.style, {
    ...{ position: 'fixed', top: '0', left: '0', width: '1px', height: '1px' },
    ...{ border: '0', opacity: '0', pointerEvents: 'none' },
  });
  return frame;
}

/** Calls when a frame has been there for a while, unless that is stopped before. */
function afterLoad(frame: HTMLIFrameElement, task: () => void): { stop: Stop } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  frame.onload = () => {
    timer = setTimeout(task, readyLimit);
  };
  return {
    stop() {
      frame.onload = null;
      clearTimeout(timer);
    },
  };
}

/**
 * Whether a frame lives: no event tells of a process that has crashed. Only the machine's worker is ever busy, the frame around it
 * answers at once. What was frozen with the whole tab gets its rounds after it has thawed.
 */
class Pulse {
  readonly #ask: () => void;
  #missed = 0;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  start(onDeath: () => void): Stop {
    const timer = setInterval(() => {
      if (this.#missed >= pulsesMissed) onDeath();
      this.#missed++;
      this.#ask();
    }, pulse);
    return () => clearInterval(timer);
  }

  felt(): void {
    this.#missed = 0;
  }
}

/** The script is of another origin than its worker, which has none: what only the browser has seen of an error it keeps to itself. */
function reasonOf(message: string | undefined): string {
  const isTold = message !== undefined && !message.startsWith('Script error');
  return isTold ? message : 'it met an error that the browser does not tell';
}
