// Docker where this page is not: the same parts, for comparison. Nothing of it is measured here, and it says so.
import type { Where } from '../options.ts';
import { say } from '../say.ts';
import type { PartName } from './scene.ts';

export interface Drawing {
  readonly title: string;
  /** Titles of the frames, the one preferred first. */
  readonly outer: readonly string[];
  readonly inner: readonly string[];
  readonly socket: string;
  readonly operations: string;
  readonly parts: Readonly<
    Record<Exclude<PartName, 'agent'>, readonly [title: string, text: string]>
  >;
  /** What differs, and what follows from it. */
  readonly remarks: readonly string[];
}

export const unmeasured = () => say`A drawing for comparison: nothing of it is measured here.`;

export const drawings = (): Readonly<Record<Exclude<Where, 'page'>, Drawing>> => ({
  linux: {
    title: say`Docker on Linux`,
    outer: [say`Your computer, with Linux`, say`Your computer`],
    inner: [],
    socket: 'docker.sock',
    operations: say`system calls`,
    parts: {
      client: [say`Client`, say`docker, a program that you start for each command`],
      engine: [
        say`Daemon`,
        say`dockerd, a process of this Linux; containerd and runc start containers for it`,
      ],
      containers: [
        say`Containers`,
        say`Processes of your own computer, on the kernel that runs everything else.`,
      ],
      images: [say`Images`, say`Layers in /var/lib/docker/overlay2, on your own disk.`],
      hub: [say`Docker Hub`, say`a registry on the internet`],
      local: [say`Your own registry`, say`on any machine`],
    },
    remarks: [
      say`There is one kernel. The containers’ processes are processes of your computer: its ps shows them.`,
      say`Client and daemon are two programs. The client may even be on another machine.`,
    ],
  },
  desktop: {
    title: say`Docker on macOS and Windows`,
    outer: [say`Your computer, with macOS or Windows`, say`Your computer`],
    inner: [say`Linux VM: LinuxKit or WSL 2`, say`Linux VM`],
    socket: say`into the VM`,
    operations: say`system calls`,
    parts: {
      client: [say`Client`, say`docker or docker.exe, a program of macOS or Windows`],
      engine: [say`Daemon`, say`dockerd, a process in the virtual machine`],
      containers: [
        say`Containers`,
        say`Processes of the virtual machine, on its Linux kernel: your computer’s own list does not show them.`,
      ],
      images: [say`Images`, say`Layers on the virtual machine’s disk.`],
      hub: [say`Docker Hub`, say`a registry on the internet`],
      local: [say`Your own registry`, say`on any machine`],
    },
    remarks: [
      say`Linux containers need a Linux kernel. Docker brings one, in a virtual machine: LinuxKit on macOS, WSL 2 on Windows.`,
      say`All containers share that one virtual machine. It is booted once and costs some memory: a little more overhead than on Linux.`,
      say`This page is built the same way: a Linux in a computer within your computer, and the containers are in there.`,
    ],
  },
});

/** What holds what in this page. */
export const here = () => ({
  outer: [say`This browser tab`],
  inner: [say`Linux, on an emulated computer`, say`Linux, emulated`],
  remark: say`This page is built as Docker is on macOS and Windows: a Linux in a computer within your computer holds the containers. Only the daemon is beside it.`,
});
