// `nginx`: from Debian's packages, with the paths, commands and configuration of the official image.
import type { DebianBase } from './debian.ts';
import { fileStep, packageStep, treeStep } from './on-debian.ts';
import type { PackageFiles } from './package-files.ts';
import { cmdStep, defaultPath, type ImageRecipe, upstreamVersion, versionTags } from './recipe.ts';

/** Libraries first: their layer changes less often than the server's. */
export const nginxPackages = {
  libraries: ['libssl3'],
  server: ['nginx', 'nginx-common'],
};

export interface NginxParts {
  readonly base: DebianBase;
  readonly libraries: readonly PackageFiles[];
  readonly server: readonly PackageFiles[];
  /** With nginx.conf, default.conf and docker-entrypoint.sh. */
  readonly folder: string;
}

export async function nginxImage(parts: NginxParts): Promise<ImageRecipe> {
  const { folder, server } = parts;
  const version = upstreamVersion(server[0]?.package.version ?? '');
  const below = packageStep(parts.base, parts.libraries);
  const cmd = ['nginx', '-g', 'daemon off;'];
  const entrypoint = ['/docker-entrypoint.sh'];
  return {
    name: 'library/nginx',
    description: "nginx web server, from Debian's packages",
    tags: ['latest', 'stable', ...versionTags(version), 'bookworm'],
    steps: [
      ...parts.base.recipe.steps,
      { createdBy: `ENV NGINX_VERSION=${version}` },
      below.step,
      packageStep(below.base, server, ['usr/sbin/nginx']).step,
      treeStep('RUN ln -s the logs to the standard output and error', (tree) => {
        tree.symlink('var/log/nginx/access.log', '/dev/stdout');
        tree.symlink('var/log/nginx/error.log', '/dev/stderr');
        tree.directory('docker-entrypoint.d');
      }),
      await fileStep('COPY nginx.conf default.conf /etc/nginx/', folder, {
        'etc/nginx/nginx.conf': 'nginx.conf',
        'etc/nginx/conf.d/default.conf': 'default.conf',
      }),
      await fileStep('COPY docker-entrypoint.sh /', folder, {
        'docker-entrypoint.sh': 'docker-entrypoint.sh',
      }),
      { createdBy: `ENTRYPOINT ${JSON.stringify(entrypoint)}` },
      { createdBy: 'EXPOSE map[80/tcp:{}]' },
      { createdBy: 'STOPSIGNAL SIGQUIT' },
      cmdStep(cmd),
    ],
    config: {
      ExposedPorts: { '80/tcp': {} },
      Env: [defaultPath, `NGINX_VERSION=${version}`],
      Entrypoint: entrypoint,
      Cmd: cmd,
      StopSignal: 'SIGQUIT',
      Labels: {
        'org.opencontainers.image.title': 'nginx on Debian',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.description':
          "Debian's nginx at the places of the official image; workers run as www-data",
      },
    },
  };
}
