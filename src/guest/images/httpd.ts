// `httpd`: Apache from Debian's packages, with the paths, commands and configuration of the official image.
import type { Tree } from '../tree.ts';
import type { DebianBase } from './debian.ts';
import { fileStep, packageStep, treeStep } from './on-debian.ts';
import type { PackageFiles } from './package-files.ts';
import { cmdStep, type ImageRecipe, upstreamVersion, versionTags } from './recipe.ts';

/** Libraries first: their layer changes less often than the server's. */
export const httpdPackages = {
  libraries: ['libapr1', 'libaprutil1', 'libbrotli1', 'libexpat1', 'media-types'],
  server: ['apache2-bin'],
};

const prefix = 'usr/local/apache2';
const path = `PATH=/${prefix}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

export interface HttpdParts {
  readonly base: DebianBase;
  readonly libraries: readonly PackageFiles[];
  readonly server: readonly PackageFiles[];
  /** With httpd.conf, index.html and httpd-foreground. */
  readonly folder: string;
}

export async function httpdImage({
  base,
  libraries,
  server,
  folder,
}: HttpdParts): Promise<ImageRecipe> {
  const version = upstreamVersion(server[0]?.package.version ?? '');
  const below = packageStep(base, libraries);
  const cmd = ['httpd-foreground'];
  return {
    name: 'library/httpd',
    description: "Apache HTTP Server, from Debian's packages",
    tags: ['latest', ...versionTags(version), 'bookworm'],
    steps: [
      ...base.recipe.steps,
      { createdBy: `ENV HTTPD_PREFIX=/${prefix}` },
      { createdBy: `ENV ${path}` },
      { createdBy: `WORKDIR /${prefix}` },
      below.step,
      packageStep(below.base, server, ['usr/sbin/apache2']).step,
      treeStep(`RUN ln -s the server, its modules and its tools below /${prefix}`, link),
      { createdBy: `ENV HTTPD_VERSION=${version}` },
      await fileStep('COPY httpd.conf /usr/local/apache2/conf/', folder, {
        [`${prefix}/conf/httpd.conf`]: 'httpd.conf',
      }),
      await fileStep('COPY index.html /usr/local/apache2/htdocs/', folder, {
        [`${prefix}/htdocs/index.html`]: 'index.html',
      }),
      { createdBy: 'STOPSIGNAL SIGWINCH' },
      await fileStep('COPY httpd-foreground /usr/local/bin/', folder, {
        'usr/local/bin/httpd-foreground': 'httpd-foreground',
      }),
      { createdBy: 'EXPOSE map[80/tcp:{}]' },
      cmdStep(cmd),
    ],
    config: {
      ExposedPorts: { '80/tcp': {} },
      Env: [path, `HTTPD_PREFIX=/${prefix}`, `HTTPD_VERSION=${version}`],
      Cmd: cmd,
      WorkingDir: `/${prefix}`,
      StopSignal: 'SIGWINCH',
      Labels: {
        'org.opencontainers.image.title': 'Apache HTTP Server on Debian',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.description':
          "Debian's apache2-bin at the places of the official image, without the modules for TLS, LDAP, Lua, XML and HTTP/2",
      },
    },
  };
}

function link(tree: Tree): void {
  tree.symlink(`${prefix}/bin/httpd`, '/usr/sbin/apache2');
  for (const name of ['ab', 'htdigest', 'htpasswd', 'logresolve', 'rotatelogs'])
    tree.symlink(`${prefix}/bin/${name}`, `/usr/bin/${name}`);
  tree.symlink(`${prefix}/modules`, '/usr/lib/apache2/modules');
  tree.symlink(`${prefix}/conf/mime.types`, '/etc/mime.types');
  // Debian's build looks here for its configuration.
  tree.symlink('etc/apache2/apache2.conf', `/${prefix}/conf/httpd.conf`);
  tree.directory(`${prefix}/cgi-bin`);
  tree.directory(`${prefix}/logs`);
}
