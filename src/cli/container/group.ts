import type { Group } from '../group.ts';
import { create } from './create.ts';
import { exec } from './exec.ts';
import { kill } from './kill.ts';
import { logs } from './logs.ts';
import { ps } from './ps.ts';
import { rm } from './rm.ts';
import { run } from './run.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { top } from './top.ts';
import { wait } from './wait.ts';

export const container = {
  summary: 'Manage containers',
  commands: { create, exec, kill, logs, ls: ps, rm, run, start, stop, top, wait },
  aliases: { ls: ['ps', 'list'] },
} satisfies Group;
