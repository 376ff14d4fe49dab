// Saves a recording of lines run in a fresh guest, while somebody looks at the layers unless told otherwise: test/recordings/README.md says which are kept.
import { writeFileSync } from 'node:fs';
import type { Guest } from '../src/backend/guest.ts';
import { defaultOptions } from '../src/views/options.ts';
import { gazeOf } from '../src/views/layers/gaze.ts';
import { emptyWorld } from '../src/world/empty.ts';
import type { WorldEvent } from '../src/world/event.ts';
import { formatRecording } from '../src/world/recording.ts';
import { openNodeGuest } from './open-guest.ts';

const words = process.argv.slice(2);
const unseen = words[0] === '--unseen';
const [file, ...lines] = unseen ? words.slice(1) : words;
if (file === undefined || lines.length === 0) {
  console.error("Usage: npx tsx scripts/record-world.ts [--unseen] FILE 'LINE'…");
  process.exit(2);
}
const events: WorldEvent[] = [];
const guest = await openNodeGuest((fresh: Guest) => {
  fresh.onEvents((some) => events.push(...some));
});
for (const line of lines) {
  const { exit } = await guest.run(line);
  console.error(`${String(exit)}  ${line}`);
  await guest.settle();
  if (unseen) continue;
  guest.lookAt(gazeOf(guest.world, defaultOptions));
  await guest.settle();
}
await guest.shutdown();
const entries = events.filter(({ type }) => type !== 'world/replaced');
const recording = { imageId: 'recorded in Node', world: emptyWorld, entries };
writeFileSync(file, formatRecording(recording));
