// `debian`: a small Debian root file system. What a maintainer script would have made at installation is made here.
import { decodeText } from '../../base/bytes.ts';
import type { TarEntry } from '../../oci/tar-read.ts';
import { tarEntries, Tree } from '../tree.ts';
import { LayerFiles } from './layer.ts';
import type { PackageFiles } from './package-files.ts';
import { cmdStep, defaultPath, type ImageRecipe, type Step } from './recipe.ts';
import { excludedFolders, excludedPrograms } from './debian-packages.ts';

const group = { shadow: 42, mail: 8, utmp: 43 };

/** What an image on top of `debian` begins with. */
export interface DebianBase {
  readonly recipe: ImageRecipe;
  readonly packages: readonly PackageFiles[];
  readonly files: LayerFiles;
  /** Shared libraries of its layer. */
  readonly libraries: readonly string[];
}

/** The image, from its packages and the text that stands where apt would be. */
export function debianImage(packages: readonly PackageFiles[], aptText: string): DebianBase {
  const files = new LayerFiles();
  for (const { entries } of packages) files.add(entries.filter(isWanted));
  addFolders(files);
  addAccounts(files);
  addDefaults(files);
  const own = new Tree();
  for (const name of ['apt', 'apt-get', 'apt-cache']) own.file(`usr/bin/${name}`, aptText, 0o755);
  files.addTree(own);
  files.add(databaseEntries(packages, packages));
  files.removeUnlinkable();
  const version = text(files, 'etc/debian_version').trim();
  const createdBy = `COPY ${packages.length} packages of Debian ${version} without documentation, locales and apt /`;
  const steps = [{ createdBy, layer: files.entries() }];
  return { recipe: recipeOf(version, steps), packages, files, libraries: files.libraries() };
}

function recipeOf(version: string, steps: readonly Step[]): ImageRecipe {
  return {
    name: 'library/debian',
    description: 'A small Debian root file system, i386',
    tags: ['latest', 'stable-slim', 'bookworm', 'bookworm-slim', '12', version],
    steps: [...steps, cmdStep(['bash'])],
    config: {
      Env: [defaultPath],
      Cmd: ['bash'],
      Labels: {
        'org.opencontainers.image.title': 'Debian, small',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.description':
          "Packages of Debian's i386 archive, without documentation, locales, perl and apt",
      },
    },
  };
}

/** Whether a path of a package goes into an image; documentation and the like does not, copyrights do. */
export function isWanted({ path }: TarEntry): boolean {
  if (/^usr\/share\/doc\/[^/]+\/copyright$/.test(path)) return true;
  if (excludedFolders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    return false;
  return !excludedPrograms.has(path);
}

function addFolders(files: LayerFiles): void {
  const tree = new Tree();
  for (const name of ['bin', 'sbin', 'lib']) {
    tree.directory(`usr/${name}`);
    tree.symlink(name, `usr/${name}`);
  }
  const plain = ['boot', 'dev', 'etc/opt', 'home', 'media', 'mnt', 'opt', 'proc', 'srv', 'sys'];
  for (const name of [...plain, 'var/opt', 'var/cache', 'var/lib', 'var/log']) tree.directory(name);
  for (const name of ['bin', 'etc', 'games', 'include', 'lib', 'sbin', 'share/man', 'src'])
    tree.directory(`usr/local/${name}`);
  tree.symlink('usr/local/man', 'share/man');
  tree.directory('root', 0o700);
  tree.directory('tmp', 0o1777);
  tree.directory('var/tmp', 0o1777);
  tree.directory('run/lock', 0o1777);
  tree.directory('var/mail', 0o2775);
  tree.symlink('var/spool/mail', '../mail');
  files.remove(({ path }) => path === 'var/run' || path === 'var/lock');
  tree.symlink('var/run', '/run');
  tree.symlink('var/lock', '/run/lock');
  files.addTree(tree);
  files.chown('var/mail', [0, group.mail]);
}

/** base-passwd's masters, and a shadow file for each in which nobody has a password. */
function addAccounts(files: LayerFiles): void {
  const passwd = text(files, 'usr/share/base-passwd/passwd.master').replaceAll(':*:', ':x:');
  const groups = text(files, 'usr/share/base-passwd/group.master').replaceAll(':*:', ':x:');
  const names = (table: string): string[] =>
    table.split('\n').flatMap((line) => line.split(':', 1).filter(Boolean));
  const tree = new Tree();
  tree.file('etc/passwd', passwd);
  tree.file('etc/group', groups);
  const locked = names(passwd).map((name) => `${name}:*:19518:0:99999:7:::\n`);
  tree.file('etc/shadow', locked.join(''), 0o640);
  tree.file(
    'etc/gshadow',
    names(groups)
      .map((name) => `${name}:*::\n`)
      .join(''),
    0o640,
  );
  files.addTree(tree);
  for (const path of ['etc/shadow', 'etc/gshadow']) files.chown(path, [0, group.shadow]);
}

/** Files that packages carry as defaults, and the choices of update-alternatives(1). */
function addDefaults(files: LayerFiles): void {
  const tree = new Tree();
  const copies = {
    'root/.profile': 'usr/share/base-files/dot.profile',
    'root/.bashrc': 'usr/share/base-files/dot.bashrc',
    'etc/profile': 'usr/share/base-files/profile',
    'etc/motd': 'usr/share/base-files/motd',
    'etc/nsswitch.conf': 'usr/share/libc-bin/nsswitch.conf',
  };
  for (const [to, from] of Object.entries(copies)) tree.file(to, files.get(from).data);
  tree.symlink('etc/dpkg/origins/default', 'debian');
  const alternatives = {
    awk: 'mawk',
    nawk: 'mawk',
    pager: 'more',
    which: 'which.debianutils',
  };
  for (const [name, program] of Object.entries(alternatives)) {
    tree.symlink(`usr/bin/${name}`, `/etc/alternatives/${name}`);
    tree.symlink(`etc/alternatives/${name}`, `/usr/bin/${program}`);
  }
  const excluded = excludedFolders.map((folder) => `path-exclude /${folder}/*\n`);
  tree.file(
    'etc/dpkg/dpkg.cfg.d/small',
    [...excluded, 'path-include /usr/share/doc/*/copyright\n'].join(''),
  );
  for (const name of ['wtmp', 'btmp', 'lastlog']) tree.file(`var/log/${name}`, '', 0o664);
  files.addTree(tree);
  for (const name of ['wtmp', 'btmp', 'lastlog']) files.chown(`var/log/${name}`, [0, group.utmp]);
}

/** dpkg's database, so that `dpkg -l`, `-L` and `-S` tell what an image is made of: the packages of all layers, and files of this one. */
export function databaseEntries(
  all: readonly PackageFiles[],
  added: readonly PackageFiles[],
): TarEntry[] {
  const tree = new Tree();
  const stanzas = all.map(({ control }) =>
    control.replace(/^(Package: .*\n)/, '$1Status: install ok installed\n'),
  );
  tree.file('var/lib/dpkg/status', `${stanzas.join('\n')}\n`);
  for (const { package: of, control, paths } of added) {
    const multiarch = /^Multi-Arch: same$/m.test(control) ? `:${of.architecture}` : '';
    tree.file(`var/lib/dpkg/info/${of.name}${multiarch}.list`, `${['/.', ...paths].join('\n')}\n`);
  }
  tree.file('var/lib/dpkg/info/format', '1\n');
  tree.directory('var/lib/dpkg/updates');
  return tarEntries(tree);
}

function text(files: LayerFiles, path: string): string {
  return decodeText(files.get(path).data);
}
