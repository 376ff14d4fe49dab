import { busyboxApplets } from '../busybox.ts';
import { tarEntries, Tree } from '../tree.ts';
import { cmdStep, defaultPath, type ImageRecipe } from './recipe.ts';

/** `busybox`: Debian's static build with a link for each of its applets. */
export function busyboxImage(binary: Uint8Array, version: string): ImageRecipe {
  const tree = new Tree();
  tree.file('bin/busybox', binary, 0o755);
  for (const name of busyboxApplets(binary))
    if (name !== 'busybox') tree.symlink(`bin/${name}`, 'busybox');
  for (const folder of ['dev', 'home', 'proc', 'sys', 'usr/bin', 'usr/sbin', 'var/log'])
    tree.directory(folder);
  tree.directory('root', 0o700);
  tree.directory('tmp', 0o1777);
  tree.file(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  );
  tree.file('etc/group', 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n');
  const short = /^\d+\.\d+/.exec(version)?.[0] ?? version;
  const createdBy = `COPY busybox-static ${version} of Debian with its applets /`;
  return {
    name: 'library/busybox',
    description: "Debian's BusyBox: one program, many commands",
    tags: ['latest', short, version],
    steps: [{ createdBy, layer: tarEntries(tree) }, cmdStep(['sh'])],
    config: { Env: [defaultPath], Cmd: ['sh'] },
  };
}
