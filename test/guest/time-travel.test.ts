// Time travel on the real machine: what an independent reading of the guest found at a checkpoint is found again after every return to it.
import { SerializeAddon } from '@xterm/addon-serialize';
import { Terminal as Xterm } from '@xterm/xterm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Kept, Terminal } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { once } from '../../src/base/events.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { readProcesses } from './proc-reader.ts';
import { nextStep, seeded } from './random-steps.ts';

/** The same commands in every CI run, new ones in every other. */
const seed = Number(
  process.env['TIME_SEED'] ?? (process.env['CI'] ? 4711 : Date.now() % 1_000_000),
);
const commands = Number(process.env['TIME_COMMANDS'] ?? 30);
const jumps = Number(process.env['TIME_JUMPS'] ?? 20);
/** A guest may still be at work while it is read: what differs must differ in each of so many readings. */
const readings = 4;

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
  await guest.run('docker pull -q busybox');
});
afterAll(() => guest.shutdown());

/** What is known of a moment beside the machine. */
interface Moment {
  readonly kept: Kept;
  readonly step: number;
  readonly facts: Facts;
  /** What the terminal's screen showed, and the same as the page keeps it. */
  readonly screen: string;
  readonly saved: string;
}

type Facts = ReadonlyMap<string, string>;

test(
  `${String(jumps)} returns among ${String(commands)} random commands find the machine of then (TIME_SEED=${String(seed)})`,
  { timeout: (commands + jumps) * 20_000 },
  async () => {
    const random = seeded(seed);
    let shell = await openShell();
    const moments: Moment[] = [];
    const doSomething = async (step: number): Promise<void> => {
      const line = nextStep(random, guest.world);
      const own = `mkdir -p /tmp/d${String(step)}; cd /tmp/d${String(step)}; step=${String(step)}; echo ${String(random(9))} > file`;
      const kept = await shell.run(`${own}; ${line}`);
      const [screen, saved] = [await shell.screen(), shell.save()];
      moments.push({ kept, step, facts: await readFacts(), screen, saved });
    };
    for (let step = 1; step <= commands; step++) await doSomething(step);
    for (let jump = 1; jump <= jumps; jump++) {
      const moment = moments[random(moments.length)];
      if (!moment) throw new Error('Nothing was kept');
      const [terminal, ...others] = await guest.restore(moment.kept.checkpoint);
      expect(others).toEqual([]);
      expect(terminal?.id).toBe(shell.id);
      shell = new Shell(terminal as Terminal, moment.saved);
      const where = `jump ${String(jump)} to after command ${String(moment.step)}`;
      expect(await lastingDifferences(moment.facts), where).toEqual([]);
      expect(shell.shown, `${where}: the terminal says nothing of itself`).toBe('');
      expect(await shell.screen(), where).toBe(moment.screen);
      await shell.run('echo "it is $step in $PWD"');
      const step = String(moment.step);
      expect(shell.shown, where).toContain(`it is ${step} in /tmp/d${step}\r\n`);
      await doSomething(moment.step + 100); // a branch, which may be returned to as well
    }
    const bytes = await guest.machine.held();
    console.log(`time: ${String(moments.length + jumps)} moments in ${String(bytes)} bytes`);
    expect(bytes).toBeLessThan(60e6);
  },
);

test(
  'docker run -it goes on in another terminal after a return',
  { timeout: 120_000 },
  async () => {
    const first = await openShell();
    const second = await openShell();
    second.type('docker run -it --name again busybox sh\n');
    await second.until(/\/ # /);
    second.type('word=inner; echo set-$word\n');
    await second.until(/set-inner\r/);
    const { checkpoint } = await first.run('true');
    second.type('exit\n');
    await second.until(/133;D;0;docker run/);
    await first.run('docker rm again');

    const kept = new Map(
      (await guest.restore(checkpoint)).map((each) => [each.id, new Shell(each)]),
    );
    const [host, inner] = [kept.get(first.id), kept.get(second.id)];
    inner?.type('echo still-$word; exit 3\n');
    await inner?.until(/still-inner\r[^]*133;D;3;docker run/);
    host?.type('docker ps -a --format "{{.Names}} {{.Status}}"\n');
    await host?.until(/again Exited \(3\)/);
  },
);

async function lastingDifferences(then: Facts): Promise<string[]> {
  let lasting: string[] | null = null;
  for (let reading = 0; reading < readings && lasting?.length !== 0; reading++) {
    const now = await readFacts();
    const found = [...new Set([...then.keys(), ...now.keys()])]
      .filter((key) => then.get(key) !== now.get(key))
      .map((key) => `${key}: then ${String(then.get(key))}, now ${String(now.get(key))}`);
    lasting = (lasting ?? found).filter((each) => found.includes(each));
  }
  return lasting ?? [];
}

/** Processes, the mounts that each sees, files, layers and the settings of terminals, as the guest's own tools tell them. */
async function readFacts(): Promise<Facts> {
  await guest.settle();
  const { processes } = await readProcesses(guest);
  const facts = new Map<string, string>();
  for (const process of processes) facts.set(`PID ${String(process.pid)}`, JSON.stringify(process));
  const pids = processes.filter(({ status }) => status !== 'zombie').map(({ pid }) => pid);
  const mounts = pids.map((pid) => `/proc/${String(pid)}/mountinfo`).join(' ');
  for (const line of await lines(`grep -H . ${mounts}`)) facts.set(`mount ${line}`, 'mounted');
  for (const line of await lines('for each in /dev/pts/[0-9]*; do stty -a -F $each; done'))
    facts.set(`terminal ${line}`, 'set');
  const files = 'find /root /tmp /etc /var/lib/docker -xdev';
  for (const line of await lines(`${files} -printf '%m %U:%G %s %p -> %l\\n'`))
    facts.set(`file ${line}`, 'there');
  const sums = '-type f -size -200k -print0 | xargs -0 md5sum';
  for (const line of await lines(`${files} ${sums}`)) facts.set(`content ${line}`, 'there');
  return facts;
}

async function lines(command: string): Promise<string[]> {
  const { stdout } = await guest.agent.call({ op: 'run', argv: ['sh', '-c', command] });
  return decodeText(stdout).split('\n').filter(Boolean);
}

/** A new terminal at its first prompt, which is a moment that is kept. */
async function openShell(): Promise<Shell> {
  const kept = once(guest.onKept);
  const shell = new Shell(await guest.openTerminal({ rows: 24, cols: 80 }));
  await kept;
  return shell;
}

/** A shell in a terminal, and what it has shown since it was taken over; its screen is drawn as the page draws it. */
class Shell {
  readonly id: number;
  readonly #terminal: Terminal;
  readonly #xterm = new Xterm({ rows: 24, cols: 80, scrollback: 1000, allowProposedApi: true });
  readonly #serialize = new SerializeAddon();
  shown = '';

  constructor(terminal: Terminal, saved = '') {
    this.id = terminal.id;
    this.#terminal = terminal;
    this.#xterm.loadAddon(this.#serialize);
    this.#xterm.write(saved);
    terminal.onOutput((bytes) => {
      this.shown += decodeText(bytes);
      this.#xterm.write(bytes);
      terminal.acknowledge(bytes.length);
    });
  }

  /** All lines, and where the cursor is. */
  async screen(): Promise<string> {
    await new Promise<void>((resolve) => this.#xterm.write('', resolve));
    const { length, baseY, cursorX, cursorY } = this.#xterm.buffer.active;
    const rows = Array.from({ length }, (_, y) =>
      this.#xterm.buffer.active.getLine(y)?.translateToString(true),
    );
    return [...rows, `cursor ${String(cursorX)}, ${String(baseY + cursorY)}`].join('\n');
  }

  /** As the page keeps a terminal with a moment. */
  save(): string {
    return this.#serialize.serialize();
  }

  /** Types a line, and waits for the checkpoint that is taken once it has ended. */
  async run(line: string): Promise<Kept> {
    const kept = once(guest.onKept);
    this.type(`${line}\n`);
    return kept;
  }

  type(text: string): void {
    this.#terminal.write(text);
  }

  async until(wanted: RegExp): Promise<void> {
    await expect.poll(() => this.shown, { timeout: 60_000 }).toMatch(wanted);
  }
}
