import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../scripts/browser.ts';

/** A Chromium of our own, whose processes are known. */
export interface Measured {
  readonly browser: Browser;
  /** Seconds of CPU that all its processes have used so far. */
  cpuSeconds(): number;
  /** Most memory, in MB, that its renderers have had in RAM, each at its own time: of the page and of the machine's frame. */
  peakRendererMemory(): number;
  close(): Promise<void>;
}

const argv = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const ticksPerSecond = 100; // USER_HZ

export async function launch(): Promise<Measured> {
  const executablePath = await findChromium((text) => console.log(text));
  const server = await chromium.launchServer({ executablePath, args: argv });
  const { pid } = server.process();
  if (pid === undefined) throw new Error('Chromium has no pid');
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    browser,
    cpuSeconds: () => treeOf(pid).reduce((sum, each) => sum + cpuTicks(each), 0) / ticksPerSecond,
    peakRendererMemory: () =>
      treeOf(pid)
        .filter(isRenderer)
        .reduce((sum, each) => sum + peakMemory(each), 0),
    close: () => server.close(),
  };
}

/** Fields of /proc/PID/stat from the state on, or none when the process is gone. */
function statOf(pid: number): string[] {
  const text = read(`/proc/${String(pid)}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function cpuTicks(pid: number): number {
  const fields = statOf(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0); // utime and stime, proc(5)
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(statOf(Number(name))[1] ?? 0));
  const inTree = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(inTree);
}

function isRenderer(pid: number): boolean {
  return read(`/proc/${String(pid)}/cmdline`).includes('--type=renderer');
}

function peakMemory(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1000;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a process that has ended meanwhile
  }
}
