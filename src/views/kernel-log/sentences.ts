import { namespaceKinds, type Request } from '../../world/model.ts';
import { signalName } from '../signal-name.ts';

/** The flag of clone(2), unshare(2) and setns(2) for each kind of namespace. */
const kindFlags = new Map([
  ['CLONE_NEWNS', 'mnt'],
  ...namespaceKinds.map((kind): [string, string] => [`CLONE_NEW${kind.toUpperCase()}`, kind]),
]);

type Say = (request: Request) => string;

const sentences: Readonly<Record<string, Say>> = {
  fork: ({ arguments: [child = ''] }) => `Starts a child, PID ${child}: a copy of itself.`,
  execve: ({ arguments: [file = ''] }) =>
    `Becomes another program, ${file}; it stays the same process.`,
  exit: () => 'Ends; a zombie until its parent asks for the exit status.',
  kill: ({ arguments: [signal = '0', target = ''], pid }) =>
    `${pid === 0 ? 'The kernel sends' : 'Sends'} ${signalName(Number(signal))} to ${target}.`,
  clone: (request) => `Makes a child in ${kinds(request, 'new')}.`,
  unshare: unshareSentence,
  setns: (request) => `Enters ${kinds(request, 'another’s')} through an open file.`,
  sethostname: () => 'Sets the host name of its UTS namespace.',
  mount: mountSentence,
  umount: ({ arguments: flags }) =>
    flags.includes('MNT_DETACH')
      ? 'Takes a mount out of the tree now, and ends it when nobody uses it any more.'
      : 'Takes a mount out of the tree.',
  oldumount: () => 'Takes a mount out of the tree.',
  pivot_root: () =>
    'Makes another mount the root of its mount namespace and puts the old root aside.',
  chroot: () => 'Makes a directory the root for its own paths.',
  move_mount: () => 'Puts a mount at its place in the tree.',
  fsmount: () => 'Makes a mount that is not in the tree yet.',
  open_tree: () => 'Takes hold of a mount, or of a copy of it.',
  mount_setattr: () => 'Changes how a mount behaves.',
  'cgroup mkdir': ({ arguments: [path = ''] }) => `A control group is made: ${path}.`,
  'cgroup.procs': ({ arguments: [path = ''] }) => `Is moved to the control group ${path}.`,
  bind: () => 'Gives a socket an address.',
  listen: () => 'Waits for connections on a socket.',
};

/** What was asked for, in one sentence; and that it was refused. */
export function sentenceOf(request: Request): string {
  const sentence = sentences[request.call]?.(request) ?? 'Asks the kernel for something.';
  return request.error === undefined
    ? sentence
    : `${sentence} The kernel refuses: ${request.error}.`;
}

function kinds({ arguments: flags }: Request, which: string): string {
  const found = flags.flatMap((flag) => kindFlags.get(flag) ?? []);
  if (found.length === 0) return `${which} namespace`;
  return `${which} ${found.join(', ')} ${found.length > 1 ? 'namespaces' : 'namespace'}`;
}

function unshareSentence(request: Request): string {
  const { arguments: flags } = request;
  if (!flags.some((flag) => kindFlags.has(flag))) return 'Stops sharing with its threads.';
  const later = flags.includes('CLONE_NEWPID') ? ' (of the PID one, only its children)' : '';
  return `Leaves for ${kinds(request, 'new')}${later}.`;
}

function mountSentence({ arguments: flags }: Request): string {
  const has = (flag: string): boolean => flags.includes(flag);
  const below = has('MS_REC') ? ', and all below it' : '';
  if (has('MS_REMOUNT'))
    return `Changes the options of a mount${has('MS_RDONLY') ? ': read only' : ''}.`;
  if (has('MS_BIND')) return `Shows a directory or file at a second place${below}.`;
  if (has('MS_MOVE')) return 'Moves a mount to another place.';
  if (has('MS_PRIVATE')) return `Mounts made here are not seen in other namespaces${below}.`;
  if (has('MS_SLAVE')) return `Mounts made elsewhere show here, but not the other way${below}.`;
  if (has('MS_SHARED')) return `Mounts made here show in its peers too${below}.`;
  return `Mounts a file system${has('MS_RDONLY') ? ', read only' : ''}.`;
}
