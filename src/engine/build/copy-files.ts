// The copying of COPY and ADD: where files end up below a root, whose they are, and which are unpacked.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { runArchive } from '../archive.ts';
import { EngineError } from '../error.ts';
import { readFiles } from '../file.ts';
import { resolveScoped } from '../scope.ts';
import { resolveUser } from '../user.ts';

/** A source of COPY or ADD. */
export interface Found {
  /** Below the root, as it was named. */
  readonly path: string;
  /** Without symlinks. */
  readonly real: string;
  readonly isDirectory: boolean;
  readonly hash: string;
}

export interface Copying {
  readonly root: string;
  /** Directory that the sources' paths are below. */
  readonly from: string;
  readonly found: readonly Found[];
  readonly path: string;
  readonly chown: string;
  readonly decompress: boolean;
}

/** Copies what was found into a root, as COPY and ADD have it. */
export async function copyAll(agent: Agent, copying: Copying): Promise<void> {
  const { root, path, found } = copying;
  const owner = await ownerOf(agent, root, copying.chown);
  const existing = await resolveScoped(agent, root, path, { follow: true }).catch(() => null);
  const isDirectory = path.endsWith('/') || existing?.stat?.type === 'directory';
  for (const source of found) {
    try {
      await copyOne(agent, copying, { source, owner, isDirectory });
    } catch (cause) {
      throw new EngineError('system', `failed to copy files: ${(cause as Error).message}`, {
        cause,
      });
    }
  }
}

async function copyOne(
  agent: Agent,
  { root, from: base, path, decompress }: Copying,
  { source, owner, isDirectory }: { source: Found; owner: string; isDirectory: boolean },
): Promise<void> {
  const from = `${base}/${source.real}`;
  if (source.isDirectory) {
    const to = await makeScoped(agent, root, path);
    await runArchive(agent, ['pack', from, '|', 'unpack', '-u', owner, '-r', root, `/${to}`]);
    return;
  }
  if (decompress && (await isArchive(agent, from))) {
    const to = await makeScoped(agent, root, path);
    await runArchive(agent, ['unpack', '-r', root, `/${to}`], { input: { path: from } });
    return;
  }
  const clean = path.replace(/\/$/, '');
  const directory = isDirectory ? path : clean.slice(0, clean.lastIndexOf('/'));
  const name = (isDirectory ? source.path : clean).split('/').at(-1) ?? '';
  const to = await makeScoped(agent, root, directory);
  await runArchive(agent, [
    'pack',
    '-n',
    name,
    from,
    '|',
    'unpack',
    '-u',
    owner,
    '-r',
    root,
    `/${to}`,
  ]);
}

/** What docker takes for an archive: packed in a known way, or with a tar's header. */
async function isArchive(agent: Agent, path: string): Promise<boolean> {
  const head = await agent.call({ op: 'read', path, length: 512 });
  const starts = (bytes: readonly number[]): boolean =>
    bytes.every((byte, at) => head[at] === byte);
  const packed = [
    [0x1f, 0x8b, 0x08],
    [0x42, 0x5a, 0x68],
    [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ];
  return packed.some(starts) || decodeText(head.subarray(257, 262)) === 'ustar';
}

/** Makes a directory inside a root, following its symlinks; answers the path without them. */
async function makeScoped(agent: Agent, root: string, path: string): Promise<string> {
  const parts = path.split('/').filter((part) => part !== '');
  let at = '';
  for (const part of parts) {
    const { path: real, stat } = await resolveScoped(agent, root, `${at}/${part}`, {
      follow: true,
    });
    if (stat && stat.type !== 'directory') {
      throw new EngineError(
        'system',
        `failed to create new directory: mkdir ${root}/${real}: not a directory`,
      );
    }
    if (!stat) await agent.call({ op: 'mkdir', path: `${root}/${real}`, mode: 0o755 });
    at = real;
  }
  return at;
}

async function ownerOf(agent: Agent, root: string, chown: string): Promise<string> {
  if (chown === '') return '0:0';
  const files = await readFiles(agent, [`${root}/etc/passwd`, `${root}/etc/group`]);
  const [passwd, group] = files.map((bytes) => (bytes ? decodeText(bytes) : ''));
  const [name = '', of = name] = chown.split(':');
  try {
    const { uid, gid } = resolveUser(
      /^\d+$/.test(of) || of !== name ? chown : name,
      passwd ?? '',
      group ?? '',
    );
    return `${String(uid)}:${/^\d+$/.test(of) ? of : String(gid)}`;
  } catch (cause) {
    throw new EngineError(
      'system',
      `unable to convert uid/gid chown string to host mapping: can't find uid for user ${name}: no such user: ${name}`,
      { cause },
    );
  }
}
