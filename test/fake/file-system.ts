// A file system in memory that obeys the agent's operations, for tests.
import {
  AgentError,
  type Entry,
  type FileType,
  type Operation,
  type Stat,
} from '../../src/agent/agent.ts';
import { concatBytes } from '../../src/base/bytes.ts';

export interface Node {
  type: FileType;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  data: Uint8Array;
  target: string;
  rdev: readonly [number, number];
  xattrs: Map<string, Uint8Array>;
  entries: Map<string, Node>;
  links: number;
}

type FileOperation = Exclude<Operation, { op: 'run' | 'kill' }>;
const fileTypes: Readonly<Record<number, FileType>> = {
  0o020000: 'char',
  0o060000: 'block',
  0o010000: 'fifo',
};

export class FileSystem {
  readonly root = node('directory', 0o755);
  /** Mounted overlays by target: what `mount` was given. */
  readonly mounts = new Map<string, string>();

  perform(operation: FileOperation): unknown {
    switch (operation.op) {
      case 'mkdir':
        return this.#mkdir(operation.path, operation.mode ?? 0o777, operation.parents ?? false);
      case 'write':
        return this.#write(operation);
      case 'read':
        return this.#read(operation);
      case 'list':
        return [...this.#get(operation.path).entries].map(([name, child]): Entry => ({
          ...stat(child),
          name,
          target: child.target,
        }));
      case 'stat':
        return stat(this.#get(operation.path, operation.follow ?? false));
      case 'readlink':
        return this.#get(operation.path, false).target;
      case 'remove':
        return this.#remove(operation.path, operation.recursive);
      default:
        return this.#change(operation);
    }
  }

  #read({ path, offset = 0, length = Infinity }: Extract<Operation, { op: 'read' }>): Uint8Array {
    return this.#get(path).data.slice(offset, offset + length);
  }

  #change(operation: FileOperation): unknown {
    switch (operation.op) {
      case 'rename': {
        const moved = this.#get(operation.from, false);
        this.#parent(operation.from).entries.delete(base(operation.from));
        this.#parent(operation.to).entries.set(base(operation.to), moved);
        return null;
      }
      case 'symlink':
        this.#add(
          operation.path,
          Object.assign(node('symlink', 0o777), { target: operation.target }),
        );
        return null;
      case 'link': {
        const target = this.#get(operation.target, false);
        target.links++;
        this.#add(operation.path, target);
        return null;
      }
      case 'mknod': {
        const made = node(fileTypes[operation.mode & 0o170000] ?? 'file', operation.mode & 0o7777);
        made.rdev = [operation.major, operation.minor];
        this.#add(operation.path, made);
        return null;
      }
      case 'mount':
        this.mounts.set(operation.target, operation.data ?? '');
        return null;
      case 'umount':
        if (!this.mounts.delete(operation.target)) throw failure('EINVAL', operation.target);
        return null;
      default:
        return this.#annotate(operation);
    }
  }

  #annotate(operation: FileOperation): unknown {
    switch (operation.op) {
      case 'chmod':
        this.#get(operation.path).mode = operation.mode;
        return null;
      case 'chown':
        Object.assign(this.#get(operation.path, false), { uid: operation.uid, gid: operation.gid });
        return null;
      case 'utimes':
        this.#get(operation.path, false).mtime = operation.mtime;
        return null;
      case 'setxattr':
        this.#get(operation.path, false).xattrs.set(operation.name, operation.value);
        return null;
      case 'statfs':
        return { total: 1, free: 1, files: 1, filesFree: 1 };
      default:
        throw failure('EINVAL', operation.op);
    }
  }

  #mkdir(path: string, mode: number, parents: boolean): null {
    let at = '';
    const names = path.split('/').filter((name) => name !== '');
    for (const [index, name] of names.entries()) {
      at += `/${name}`;
      const last = index === names.length - 1;
      const present = this.#parent(at).entries.get(name);
      if (present && last && !parents) throw failure('EEXIST', path);
      if (!present && !last && !parents) throw failure('ENOENT', path);
      if (!present) this.#add(at, node('directory', last ? mode : 0o755));
    }
    return null;
  }

  #write(operation: Extract<Operation, { op: 'write' }>): null {
    const { path, data, append, exclusive, mode } = operation;
    const present = this.#parent(path).entries.get(base(path));
    if (present && exclusive) throw failure('EEXIST', path);
    if (present && append) present.data = concatBytes([present.data, data]);
    else if (present) present.data = data.slice();
    else this.#add(path, Object.assign(node('file', mode ?? 0o644), { data: data.slice() }));
    return null;
  }

  #remove(path: string, recursive = false): null {
    const found = this.#get(path, false);
    if (found.type === 'directory' && found.entries.size > 0 && !recursive) {
      throw failure('ENOTEMPTY', path);
    }
    this.#parent(path).entries.delete(base(path));
    return null;
  }

  #add(path: string, child: Node): void {
    const { entries } = this.#parent(path);
    if (entries.has(base(path))) throw failure('EEXIST', path);
    entries.set(base(path), child);
  }

  #parent(path: string): Node {
    const parent = this.#get(path.replace(/\/[^/]*$/, '') || '/');
    if (parent.type !== 'directory') throw failure('ENOTDIR', path);
    return parent;
  }

  #get(path: string, follow = true): Node {
    const overlay = [...this.mounts].find(([target]) => path.startsWith(`${target}/`));
    let at = this.root;
    const names = path.split('/').filter((name) => name !== '');
    for (const [index, name] of names.entries()) {
      const child = at.entries.get(name);
      if (!child) return overlay ? this.#getLower(overlay, path) : fail('ENOENT', path);
      const isLast = index === names.length - 1;
      if (child.type === 'symlink' && (follow || !isLast)) {
        const target = child.target.startsWith('/')
          ? child.target
          : `/${names.slice(0, index).join('/')}/${child.target}`;
        return this.#get(normal([target, ...names.slice(index + 1)].join('/')), follow);
      }
      at = child;
    }
    return at;
  }

  /** A path in an overlay: the first lower directory that has it. */
  #getLower([target, options]: readonly [string, string], path: string): Node {
    const lower = /lowerdir=([^,]*)/.exec(options)?.[1]?.split(':') ?? [];
    for (const directory of lower) {
      try {
        return this.#get(directory + path.slice(target.length));
      } catch (error) {
        if (!(error instanceof AgentError)) throw error;
      }
    }
    throw failure('ENOENT', path);
  }
}

function node(type: FileType, mode: number): Node {
  return {
    type,
    mode,
    uid: 0,
    gid: 0,
    mtime: 0,
    data: new Uint8Array(),
    target: '',
    rdev: [0, 0],
    xattrs: new Map(),
    entries: new Map(),
    links: 1,
  };
}

function stat({ type, mode, uid, gid, mtime, data, rdev, links }: Node): Stat {
  return { type, mode, uid, gid, mtime, rdev, size: data.length, links, inode: 0 };
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function failure(errno: string, path: string): AgentError {
  return new AgentError(`${path}: ${errno}`, errno);
}

function fail(errno: string, path: string): never {
  throw failure(errno, path);
}
