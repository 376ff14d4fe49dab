// npm run dev: the site with hot reload.
import { createServer } from 'vite';
import { buildGuest } from '../src/guest/build.ts';
import { project } from './project.ts';
import { run } from './report.ts';

await run(async () => {
  await buildGuest({ refresh: false });
  const server = await createServer({ root: project });
  await server.listen();
  server.printUrls();
});
