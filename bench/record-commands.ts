import type { Terminal } from '../src/backend/backend.ts';
import { decodeText } from '../src/base/bytes.ts';
import { openNodeGuest } from '../scripts/open-guest.ts';
import { recordGuest } from '../scripts/record-guest.ts';

const size = { rows: 24, cols: 100 };

/** The shell's own marks (OSC 133): a prompt has ended; a command has ended, and a prompt after it. */
const prompt = /\x1b\]133;B/;
const nextPrompt = /\x1b\]133;D.*\x1b\]133;B/s;

/** A recording of so many commands typed into a fresh guest: processes that stay, come and go, namespaces, files. */
export async function recordCommands(count: number): Promise<string> {
  const guest = await openNodeGuest();
  try {
    await guest.settle();
    const { recorder } = recordGuest(guest);
    const terminal = await guest.openTerminal(size);
    recorder.takeTerminal(terminal, size);
    await until(terminal, prompt);
    for (let at = 0; at < count; at++) {
      terminal.write(`${lineOf(at)}\r`);
      await until(terminal, nextPrompt);
    }
    terminal.write('echo all-recorded-$((40+2))\r');
    await until(terminal, nextPrompt);
    await guest.settle();
    return recorder.format('recorded for a measurement');
  } finally {
    await guest.shutdown();
  }
}

/** Resolves when this was seen in a terminal. */
function until(terminal: Terminal, pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    let shown = '';
    const stop = terminal.onOutput((bytes) => {
      terminal.acknowledge(bytes.length);
      shown += decodeText(bytes);
      if (!pattern.test(shown)) return;
      stop();
      resolve();
    });
  });
}

function lineOf(at: number): string {
  const number = String(at);
  switch (at % 5) {
    case 0:
      return `sleep ${String(5000 + at)} &`;
    case 1:
      return `unshare --uts --ipc sleep ${String(5000 + at)} &`;
    case 2:
      return `echo ${number} > file-${number}`;
    case 3:
      return 'kill %%';
    default:
      return 'ls /etc | wc -l';
  }
}
