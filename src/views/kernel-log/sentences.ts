import { namespaceKinds, type Request } from '../../world/model.ts';
import { signalName } from '../signal-name.ts';
import { say } from '../say.ts';

/** The flag of clone(2), unshare(2) and setns(2) for each kind of namespace. */
const kindFlags = new Map([
  ['CLONE_NEWNS', 'mnt'],
  ...namespaceKinds.map((kind): [string, string] => [`CLONE_NEW${kind.toUpperCase()}`, kind]),
]);

type Say = (request: Request) => string;

const sentences: Readonly<Record<string, Say>> = {
  fork: ({ arguments: [child = ''] }) => say`Starts a child, PID ${child}: a copy of itself.`,
  execve: ({ arguments: [file = ''] }) =>
    say`Becomes another program, ${file}; it stays the same process.`,
  exit: () => say`Ends; a zombie until its parent asks for the exit status.`,
  kill: ({ arguments: [signal = '0', target = ''], pid }) =>
    pid === 0
      ? say`The kernel sends ${signalName(Number(signal))} to ${target}.`
      : say`Sends ${signalName(Number(signal))} to ${target}.`,
  clone: (request) => say`Makes a child in ${newKinds(request)}.`,
  unshare: unshareSentence,
  setns: (request) => say`Enters ${othersKinds(request)} through an open file.`,
  sethostname: () => say`Sets the host name of its UTS namespace.`,
  mount: mountSentence,
  umount: ({ arguments: flags }) =>
    flags.includes('MNT_DETACH')
      ? say`Takes a mount out of the tree now, and ends it when nobody uses it any more.`
      : say`Takes a mount out of the tree.`,
  oldumount: () => say`Takes a mount out of the tree.`,
  pivot_root: () =>
    say`Makes another mount the root of its mount namespace and puts the old root aside.`,
  chroot: () => say`Makes a directory the root for its own paths.`,
  move_mount: () => say`Puts a mount at its place in the tree.`,
  fsmount: () => say`Makes a mount that is not in the tree yet.`,
  open_tree: ({ arguments: flags }) =>
    flags.includes('OPEN_TREE_CLONE')
      ? say`Makes a copy of a mount${belowOf(flags)}, not in the tree yet.`
      : say`Takes hold of a mount.`,
  mount_setattr: ({ arguments: flags }) => say`Changes how a mount behaves${belowOf(flags)}.`,
  'cgroup mkdir': ({ arguments: [path = ''] }) => say`A control group is made: ${path}.`,
  'cgroup.procs': ({ arguments: [path = ''] }) => say`Is moved to the control group ${path}.`,
  bind: () => say`Gives a socket an address.`,
  listen: () => say`Waits for connections on a socket.`,
};

/** All that there is a sentence for. */
export const toldCalls: readonly string[] = Object.keys(sentences);

/** What was asked for, in one sentence; and that it was refused. */
export function sentenceOf(request: Request): string {
  const sentence = sentences[request.call]?.(request) ?? say`Asks the kernel for something.`;
  return request.error === undefined
    ? sentence
    : say`${sentence} The kernel refuses: ${request.error}.`;
}

function kindsOf({ arguments: flags }: Request): string[] {
  return flags.flatMap((flag) => kindFlags.get(flag) ?? []);
}

function newKinds(request: Request): string {
  const kinds = kindsOf(request);
  const list = kinds.join(', ');
  if (kinds.length === 0) return say`new namespace`;
  return kinds.length > 1 ? say`new ${list} namespaces` : say`new ${list} namespace`;
}

function othersKinds(request: Request): string {
  const kinds = kindsOf(request);
  const list = kinds.join(', ');
  if (kinds.length === 0) return say`another’s namespace`;
  return kinds.length > 1 ? say`another’s ${list} namespaces` : say`another’s ${list} namespace`;
}

function unshareSentence(request: Request): string {
  const { arguments: flags } = request;
  if (!flags.some((flag) => kindFlags.has(flag))) return say`Stops sharing with its threads.`;
  const later = flags.includes('CLONE_NEWPID') ? say` (of the PID one, only its children)` : '';
  return say`Leaves for ${newKinds(request)}${later}.`;
}

function belowOf(flags: readonly string[]): string {
  const isDeep = flags.includes('MS_REC') || flags.includes('AT_RECURSIVE');
  return isDeep ? say`, and all below it` : '';
}

function mountSentence({ arguments: flags }: Request): string {
  const has = (flag: string): boolean => flags.includes(flag);
  const below = belowOf(flags);
  if (has('MS_REMOUNT'))
    return say`Changes the options of a mount${has('MS_RDONLY') ? say`: read only` : ''}.`;
  if (has('MS_BIND')) return say`Shows a directory or file at a second place${below}.`;
  if (has('MS_MOVE')) return say`Moves a mount to another place.`;
  if (has('MS_PRIVATE')) return say`Mounts made here are not seen in other namespaces${below}.`;
  if (has('MS_SLAVE')) return say`Mounts made elsewhere show here, but not the other way${below}.`;
  if (has('MS_SHARED')) return say`Mounts made here show in its peers too${below}.`;
  return say`Mounts a file system${has('MS_RDONLY') ? say`, read only` : ''}.`;
}
