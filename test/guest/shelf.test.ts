import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { shelf } from '../../src/app/explore/shelf.ts';
import { Typist } from '../../src/app/typing/typist.svelte.ts';
import { decodeText } from '../../src/base/bytes.ts';
import type { Guest } from '../../src/backend/guest.ts';

let guest: Guest;
let shown: string;

beforeAll(async () => {
  guest = await openNodeGuest();
});
beforeEach(() => guest.reset());
afterAll(() => guest.shutdown());

/** Types lines at a terminal as the page does, without its pauses between keys. */
async function play(lines: readonly string[]): Promise<void> {
  shown = '';
  const terminal = await guest.openTerminal({ rows: 24, cols: 100 });
  terminal.onOutput((bytes) => {
    shown += decodeText(bytes);
    terminal.acknowledge(bytes.length);
  });
  await expect.poll(row, { timeout: 20_000 }).toMatch(/# $/);
  const typist = new Typist({
    world: () => guest.world,
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    async page() {
      typist.hurry();
      return {
        terminal: terminal.id,
        row,
        type: (text) => terminal.write(text),
        paste: (text) => terminal.write(text),
      };
    },
  });
  await typist.play(lines.map((text) => ({ terminal: 0, text })));
}

/** What stands before the cursor, as far as that can be told without drawing. */
function row(): string {
  return text().split('\n').at(-1) ?? '';
}

/** What was printed, without escape sequences. */
function text(): string {
  return shown
    .replace(/\x1b\][^\x07\x1b]*(\x07|\x1b\\)/g, '')
    .replace(/\x1b\[[?\d;]*[a-zA-Z]/g, '')
    .replaceAll('\r', '');
}

/** What each starting point must show at its end. */
const shows: Readonly<Record<(typeof shelf)[number]['id'], readonly RegExp[]>> = {
  'two-sites': [/^The red site\nThe blue site$/m],
  'nested-pids': [/\n *root +1 +0 .* bash\n *root +2 +1 .* sleep 3000/],
  'by-hand': [/\n +1 root .*sh\n/, /\nmine\n/],
  'out-of-memory': [/exit code 137, killed for memory: true/],
  zombie: [/ Z +sleep/],
  'copy-up': [/^C \/etc\/passwd$/m, /^D \/etc\/group$/m, /^A \/root\/note$/m],
  'one-network': [/Welcome to nginx/i, /eth0 +inet 172\.17\.0\.2/],
  'own-image': [/Successfully tagged mine:latest/, /\nbuilt\n/, /CMD .*cat/],
  fifty: [/\n50\n/],
};

describe.each(shelf)('$id', ({ id, lines }) => {
  test('does what it says', { timeout: 240_000 }, async () => {
    await play(lines);
    for (const pattern of shows[id]) expect(text()).toMatch(pattern);
  });
});
