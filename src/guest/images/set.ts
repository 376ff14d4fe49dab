// The images that the registry holds beside busybox and hello-world, from Debian's packages.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPackages, type Package } from '../debian.ts';
import { debianPackages } from './debian-packages.ts';
import { debianImage } from './debian.ts';
import { httpdImage, httpdPackages } from './httpd.ts';
import { nginxImage, nginxPackages } from './nginx.ts';
import { readPackages } from './package-files.ts';
import type { ImageRecipe } from './recipe.ts';
import { redisImage, redisPackages } from './redis.ts';

const here = dirname(fileURLToPath(import.meta.url));
const names = [
  ...debianPackages,
  ...[httpdPackages, nginxPackages, redisPackages].flatMap((each) => Object.values(each).flat()),
];

/** The packages of all images. */
export function fetchImagePackages(
  say: (text: string) => void,
  refresh: boolean,
): Promise<readonly Package[]> {
  return fetchPackages(
    { architecture: 'i386', names: [...new Set(names)], closure: false },
    say,
    refresh,
  );
}

export async function debianRecipes(packages: readonly Package[]): Promise<ImageRecipe[]> {
  const read = (wanted: readonly string[]) =>
    readPackages(wanted.map((name) => find(packages, name)));
  const apt = await readFile(join(here, 'debian/apt'), 'utf8');
  const base = debianImage(await read(debianPackages), apt);
  const parts = async (of: { libraries: readonly string[]; server: readonly string[] }) => ({
    base,
    libraries: await read(of.libraries),
    server: await read(of.server),
  });
  return [
    base.recipe,
    await httpdImage({ ...(await parts(httpdPackages)), folder: join(here, 'httpd') }),
    await nginxImage({ ...(await parts(nginxPackages)), folder: join(here, 'nginx') }),
    await redisImage({ ...(await parts(redisPackages)), folder: join(here, 'redis') }),
  ];
}

function find(packages: readonly Package[], name: string): Package {
  const found = packages.find((each) => each.name === name);
  if (!found) throw new Error(`Debian has no package ${name}`);
  return found;
}
