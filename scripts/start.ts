// npm start: builds what changed and serves the site on loopback.
import { parseArgs } from 'node:util';
import { run } from './report.ts';
import { serve } from './serve.ts';
import { buildSite } from './site.ts';

await run(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
  const { folder } = await buildSite();
  const { url } = await serve(folder, { port: Number(values.port), orNext: true });
  console.log(`Fishbowl runs at ${url} (Ctrl-C ends it)`);
});
