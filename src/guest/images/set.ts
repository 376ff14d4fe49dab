// The images that the registry holds beside busybox and hello-world, from Debian's packages.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPackages, type Package } from '../debian.ts';
import { debianPackages } from './debian-packages.ts';
import { debianImage } from './debian.ts';
import { httpdImage, httpdPackages } from './httpd.ts';
import { readPackages } from './package-files.ts';
import type { ImageRecipe } from './recipe.ts';

const here = dirname(fileURLToPath(import.meta.url));
const names = [...debianPackages, ...Object.values(httpdPackages).flat()];

/** The packages of all images. */
export function fetchImagePackages(
  say: (text: string) => void,
  refresh: boolean,
): Promise<readonly Package[]> {
  return fetchPackages({ architecture: 'i386', names, closure: false }, say, refresh);
}

export async function debianRecipes(packages: readonly Package[]): Promise<ImageRecipe[]> {
  const read = (wanted: readonly string[]) =>
    readPackages(wanted.map((name) => find(packages, name)));
  const apt = await readFile(join(here, 'debian/apt'), 'utf8');
  const base = debianImage(await read(debianPackages), apt);
  const httpd = await httpdImage({
    base,
    libraries: await read(httpdPackages.libraries),
    server: await read(httpdPackages.server),
    folder: join(here, 'httpd'),
  });
  return [base.recipe, httpd];
}

function find(packages: readonly Package[], name: string): Package {
  const found = packages.find((each) => each.name === name);
  if (!found) throw new Error(`Debian has no package ${name}`);
  return found;
}
