// `npm run gallery` serves the gallery page; `npm run gallery -- --shoot FOLDER [NAME…]` writes pictures of fixtures instead.
import { serveGallery } from '../test/gallery/server.ts';
import { shoot } from '../test/gallery/shoot.ts';

const [flag, folder, ...names] = process.argv.slice(2);
const { server, url } = await serveGallery(0);
if (flag === '--shoot' && folder) {
  await shoot(url, folder, names);
  await server.close();
} else {
  console.log(`The gallery is at ${url}`);
}
