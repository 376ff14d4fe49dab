// Layers of images that stand on `debian`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tarEntries, Tree } from '../tree.ts';
import { type DebianBase, databaseEntries, isWanted } from './debian.ts';
import { LayerFiles } from './layer.ts';
import type { PackageFiles } from './package-files.ts';
import { listPackages, type Step } from './recipe.ts';

/** The files of some packages in one layer, and what is there for the next; what cannot be linked is left out, unless it is one of `programs`. */
export function packageStep(
  base: DebianBase,
  packages: readonly PackageFiles[],
  programs: readonly string[] = [],
): { readonly step: Step; readonly base: DebianBase } {
  const files = new LayerFiles();
  for (const { entries } of packages) files.add(entries.filter(isWanted));
  files.removeUnlinkable(base.libraries);
  for (const path of programs) files.get(path);
  const libraries = [...base.libraries, ...files.libraries()];
  const all = [...base.packages, ...packages];
  files.add(databaseEntries(all, packages));
  const names = listPackages(packages.map((each) => each.package));
  const step = { createdBy: `COPY ${names} of Debian /`, layer: files.entries() };
  return { step, base: { ...base, libraries, packages: all } };
}

/** A layer of files of ours: path in the image to a file of a folder. */
export async function fileStep(
  createdBy: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<Step> {
  const tree = new Tree();
  for (const [path, name] of Object.entries(files)) {
    const mode = /(^|\/)s?bin\//.test(path) || path.endsWith('.sh') ? 0o755 : 0o644;
    tree.file(path, await readFile(join(folder, name)), mode);
  }
  return { createdBy, layer: tarEntries(tree) };
}

/** A layer that the recipe makes by itself. */
export function treeStep(createdBy: string, make: (tree: Tree) => void): Step {
  const tree = new Tree();
  make(tree);
  return { createdBy, layer: tarEntries(tree) };
}
