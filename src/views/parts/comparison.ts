// Docker where this page is not: the same parts, for comparison. Nothing of it is measured here, and it says so.
import type { Where } from '../options.ts';
import type { PartName } from './scene.ts';

export interface Drawing {
  readonly title: string;
  readonly outer: string;
  readonly inner: string;
  readonly socket: string;
  readonly operations: string;
  readonly parts: Readonly<
    Record<Exclude<PartName, 'agent'>, readonly [title: string, text: string]>
  >;
  /** What differs, and what follows from it. */
  readonly remarks: readonly string[];
}

export const unmeasured = 'A drawing for comparison: nothing of it is measured here.';

export const drawings: Readonly<Record<Exclude<Where, 'page'>, Drawing>> = {
  linux: {
    title: 'Docker on Linux',
    outer: 'Your computer, with Linux',
    inner: '',
    socket: 'docker.sock',
    operations: 'system calls',
    parts: {
      client: ['Client', 'docker, a program that you start for each command'],
      engine: [
        'Daemon',
        'dockerd, a process of this Linux; containerd and runc start containers for it',
      ],
      containers: [
        'Containers',
        'Processes of your own computer, on the kernel that runs everything else.',
      ],
      images: ['Images', 'Layers in /var/lib/docker/overlay2, on your own disk.'],
      hub: ['Docker Hub', 'a registry on the internet'],
      local: ['Your own registry', 'on any machine'],
    },
    remarks: [
      'There is one kernel. The containers’ processes are processes of your computer: its ps shows them.',
      'Client and daemon are two programs. The client may even be on another machine.',
    ],
  },
  desktop: {
    title: 'Docker on macOS and Windows',
    outer: 'Your computer, with macOS or Windows',
    inner: 'Linux VM: LinuxKit or WSL 2',
    socket: 'into the VM',
    operations: 'system calls',
    parts: {
      client: ['Client', 'docker or docker.exe, a program of macOS or Windows'],
      engine: ['Daemon', 'dockerd, a process in the virtual machine'],
      containers: [
        'Containers',
        'Processes of the virtual machine, on its Linux kernel: your computer’s own list does not show them.',
      ],
      images: ['Images', 'Layers on the virtual machine’s disk.'],
      hub: ['Docker Hub', 'a registry on the internet'],
      local: ['Your own registry', 'on any machine'],
    },
    remarks: [
      'Linux containers need a Linux kernel. Docker brings one, in a virtual machine: LinuxKit on macOS, WSL 2 on Windows.',
      'All containers share that one virtual machine. It is booted once and costs some memory: a little more overhead than on Linux.',
      'This page is built the same way: a Linux in a computer within your computer, and the containers are in there.',
    ],
  },
};

/** What holds what in this page. */
export const here = {
  outer: 'This browser tab',
  inner: 'Linux, on an emulated computer',
  remark:
    'This page is built as Docker is on macOS and Windows: a Linux in a computer within your computer holds the containers. Only the daemon is beside it.',
};
