// `redis`: from Debian's packages, with the paths and commands of the official image.
import { decodeText } from '../../base/bytes.ts';
import type { Tree } from '../tree.ts';
import type { DebianBase } from './debian.ts';
import { fileStep, packageStep, treeStep } from './on-debian.ts';
import type { PackageFiles } from './package-files.ts';
import { cmdStep, defaultPath, type ImageRecipe, upstreamVersion, versionTags } from './recipe.ts';

/** Libraries first: their layer changes less often than the server's. */
export const redisPackages = {
  libraries: [
    'libatomic1',
    'libcap2',
    'libgcrypt20',
    'libgpg-error0',
    'libjemalloc2',
    'liblz4-1',
    'liblzf1',
    'libssl3',
    'libstdc++6',
    'libsystemd0',
  ],
  server: ['redis-tools', 'redis-server'],
};

const user = 999;

export interface RedisParts {
  readonly base: DebianBase;
  readonly libraries: readonly PackageFiles[];
  readonly server: readonly PackageFiles[];
  /** With docker-entrypoint.sh. */
  readonly folder: string;
}

export async function redisImage(parts: RedisParts): Promise<ImageRecipe> {
  const { base, folder, server } = parts;
  const version = upstreamVersion(server[0]?.package.version ?? '');
  const below = packageStep(base, parts.libraries);
  const cmd = ['redis-server'];
  const entrypoint = ['docker-entrypoint.sh'];
  return {
    name: 'library/redis',
    description: "Redis key-value store, from Debian's packages",
    tags: ['latest', ...versionTags(version), 'bookworm'],
    steps: [
      ...base.recipe.steps,
      treeStep('RUN groupadd redis && useradd redis && mkdir /data', (tree) => addUser(tree, base)),
      { createdBy: `ENV REDIS_VERSION=${version}` },
      below.step,
      packageStep(below.base, server, ['usr/bin/redis-check-rdb', 'usr/bin/redis-cli']).step,
      { createdBy: 'VOLUME [/data]' },
      { createdBy: 'WORKDIR /data' },
      await fileStep('COPY docker-entrypoint.sh /usr/local/bin/', folder, {
        'usr/local/bin/docker-entrypoint.sh': 'docker-entrypoint.sh',
      }),
      { createdBy: `ENTRYPOINT ${JSON.stringify(entrypoint)}` },
      { createdBy: 'EXPOSE map[6379/tcp:{}]' },
      cmdStep(cmd),
    ],
    config: {
      ExposedPorts: { '6379/tcp': {} },
      Env: [defaultPath, `REDIS_VERSION=${version}`],
      Entrypoint: entrypoint,
      Cmd: cmd,
      Volumes: { '/data': {} },
      WorkingDir: '/data',
      Labels: {
        'org.opencontainers.image.title': 'Redis on Debian',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.description':
          "Debian's redis-server and redis-cli with the entry point of the official image",
      },
    },
  };
}

function addUser(tree: Tree, { files }: DebianBase): void {
  const append = (path: string, line: string): void =>
    tree.file(path, `${decodeText(files.get(path).data)}${line}\n`);
  append('etc/passwd', `redis:x:${user}:${user}::/data:/usr/sbin/nologin`);
  append('etc/group', `redis:x:${user}:`);
  tree.directory('data');
}
