// npm run build: the static folder that any web server can serve.
import { parseArgs } from 'node:util';
import { run } from './report.ts';
import { buildSite } from './site.ts';

await run(async () => {
  const { values } = parseArgs({ options: { refresh: { type: 'boolean', default: false } } });
  const { folder, changed } = await buildSite(values);
  console.log(`${folder} ${changed ? 'is built' : 'is up to date'}: serve it with any web server`);
});
