// npm run guest: builds the guest. --refresh asks Debian for newer packages.
import { parseArgs } from 'node:util';
import { buildGuest } from '../src/guest/build.ts';
import { run } from './report.ts';

await run(async () => {
  const { values } = parseArgs({ options: { refresh: { type: 'boolean', default: false } } });
  const { image, changed } = await buildGuest(values);
  console.log(`Guest ${image.slice(0, 12)}: ${changed ? 'built' : 'up to date'}`);
});
