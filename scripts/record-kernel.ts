// Saves what the agent streams while lines run in a fresh guest, as JSON lines: test/recordings/README.md says which are kept.
import { writeFileSync } from 'node:fs';
import type { KernelRecord } from '../src/agent/record.ts';
import type { Guest } from '../src/backend/guest.ts';
import { openNodeGuest } from './open-guest.ts';

const [file, ...lines] = process.argv.slice(2);
if (file === undefined || lines.length === 0) {
  console.error("Usage: npx tsx scripts/record-kernel.ts FILE 'LINE'…");
  process.exit(2);
}
const records: KernelRecord[] = [];
const onGuest = (guest: Guest): void => {
  guest.agent.onRecords((some) => records.push(...some));
};
const guest = await openNodeGuest(onGuest);
for (const line of lines) {
  const { exit } = await guest.run(line);
  console.error(`${String(exit)}  ${line}`);
  await guest.settle();
}
// The walk at the end is what the world must be equal to.
await guest.agent.walk();
await guest.shutdown();
writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
