import { once } from '../base/events.ts';
import type { BootedMachine } from '../machine/boot.ts';

/** Waits until the booted guest's agent is ready. */
export async function settle(machine: BootedMachine, say: (text: string) => void): Promise<void> {
  let console = '';
  await once(machine.onConsole, (text) => {
    console += text;
    return console.includes('fishbowl-agent: ready');
  });
  say('Waiting until it idles');
}
