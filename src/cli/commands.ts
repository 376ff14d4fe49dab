// The table of all commands: names, groups, aliases.
import type { Command } from './command.ts';
import { create } from './container/create.ts';
import { exec } from './container/exec.ts';
import { kill } from './container/kill.ts';
import { logs } from './container/logs.ts';
import { ps } from './container/ps.ts';
import { rm } from './container/rm.ts';
import { run } from './container/run.ts';
import { start } from './container/start.ts';
import { stop } from './container/stop.ts';
import { top } from './container/top.ts';
import { wait } from './container/wait.ts';
import { images } from './image/images.ts';
import { pull } from './image/pull.ts';
import { rmi } from './image/rmi.ts';
import { info } from './system/info.ts';
import { version } from './system/version.ts';

export interface Group {
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command>>;
  /** Other names of its commands, by command. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** Commands right after "docker". */
export const commands: Readonly<Record<string, Command>> = {
  create,
  exec,
  images,
  info,
  kill,
  logs,
  ps,
  pull,
  rm,
  rmi,
  run,
  start,
  stop,
  top,
  version,
  wait,
};

/** Commands after a noun: "docker container ls". */
export const groups: Readonly<Record<string, Group>> = {
  container: {
    summary: 'Manage containers',
    commands: { create, exec, kill, logs, ls: ps, rm, run, start, stop, top, wait },
    aliases: { ls: ['ps', 'list'] },
  },
  image: {
    summary: 'Manage images',
    commands: { ls: images, pull, rm: rmi },
    aliases: { ls: ['list'], rm: ['remove'] },
  },
  system: { summary: 'Manage Docker', commands: { info }, aliases: {} },
};

/** Commands of Docker's that this engine does not have: named, so that nobody takes them for typing errors. */
export const absent: ReadonlySet<string> = new Set(
  (
    'attach build builder buildx commit compose completion config context cp diff events export history import inspect load login ' +
    'logout manifest network node pause plugin port push rename restart save search secret service stack stats swarm tag trust ' +
    'unpause update volume'
  ).split(' '),
);
