// The worker of the page: the guest and everything that drives it, behind the typed boundary of request.ts.
import { decodeText } from '../base/bytes.ts';
import { urlArtifacts } from '../machine/artifacts.ts';
import type { WorldEvent } from '../world/event.ts';
import type { BootReport, Checkpoint, CommandResult, Terminal, TerminalSize } from './backend.ts';
import { Batch } from './batch.ts';
import { pageClock } from './clock.ts';
import { fetchPage } from './fetch-page.ts';
import type { Guest } from './guest.ts';
import { openGuest } from './open-guest.ts';
import { localPage, portsWithRegistry } from './local-registry.ts';
import { registryHandler } from '../registry/handler.ts';
import { keptStore } from '../registry/kept-store.ts';
import { lastingStore } from '../registry/lasting-store.ts';
import { urlRegistry } from './registry.ts';
import { serve, teller, type Handlers, type Port } from './request.ts';

const port = self as unknown as Port;
const tell = teller(port);
const events = new Batch<WorldEvent>(pageClock, (batch) => tell('events', batch));
const evidenceLimit = 64 * 1024;

const local = registryHandler(lastingStore(keptStore(indexedDB)), () => crypto.randomUUID());

let opened: Guest | null = null;
let terminals = new Map<number, Terminal>();

function guest(): Guest {
  if (!opened) throw new Error('The machine is not running');
  return opened;
}

function boot(base: string): Promise<BootReport> {
  return openGuest({
    artifacts: urlArtifacts(new URL('guest/', base).href),
    registry: urlRegistry(new URL('registry/', base).href),
    local,
    clock: pageClock,
    onProgress: (progress) => tell('progress', progress),
    onGuest(fresh) {
      opened = fresh;
      fresh.onEvents((batch) => events.add(batch));
      fresh.onConsole((text) => tell('console', text));
      fresh.onFailed((failure) => tell('failed', failure));
      fresh.onRecovered(() => tell('recovered', null));
      fresh.onKept((kept) => {
        events.flush(); // what came before the checkpoint is told before it
        tell('kept', kept);
      });
      fresh.onHeld((bytes) => tell('held', bytes));
    },
  });
}

async function openTerminal(size: TerminalSize): Promise<number> {
  const terminal = await guest().openTerminal(size);
  show(terminal);
  return terminal.id;
}

/** Hands on to the page what a terminal says from now on, until another takes its number. */
function show(terminal: Terminal): void {
  const { id } = terminal;
  terminals.set(id, terminal);
  const own = (): boolean => terminals.get(id) === terminal;
  terminal.onOutput((bytes) => {
    if (own()) tell('output', { terminal: id, bytes });
  });
  terminal.onExit((code) => {
    if (!own()) return;
    terminals.delete(id);
    tell('exit', { terminal: id, code });
  });
}

async function run(line: string): Promise<CommandResult> {
  const { exit, stdout, stderr } = await guest().run(line);
  return { exit, stdout: decodeText(stdout), stderr: decodeText(stderr) };
}

/** Links of namespaces have no content: what they say is their target. */
async function readEvidence(path: string): Promise<string> {
  if (/^\/proc\/\d+\/ns\//.test(path)) return guest().agent.call({ op: 'readlink', path });
  return decodeText(await guest().read(path, evidenceLimit));
}

/** The terminals of the machine before are gone with it. */
function reset(): Promise<void> {
  terminals = new Map();
  return guest().reset();
}

async function restore(checkpoint: Checkpoint): Promise<readonly number[]> {
  terminals = new Map();
  const kept = await guest().restore(checkpoint);
  setTimeout(() => kept.forEach(show)); // behind the answer, so that the page knows whose output it is
  return kept.map(({ id }) => id);
}

const handlers: Handlers = {
  boot,
  openTerminal,
  write: (id, data) => terminals.get(id)?.write(data),
  acknowledge: (id, bytes) => terminals.get(id)?.acknowledge(bytes),
  resize: (id, size) => terminals.get(id)?.resize(size),
  close: (id) => terminals.get(id)?.close(),
  run,
  readEvidence,
  async fetchPage(request) {
    const answer = await localPage(local, guest().engine, request);
    return answer ? { answer } : fetchPage(guest().agent, request);
  },
  publishedPorts: () => portsWithRegistry(local, guest().engine),
  lookAt: (gaze) => guest().lookAt(gaze),
  tellMachine: (machine) => guest().tellMachine(machine),
  pause: () => guest().pause(),
  resume: () => guest().resume(),
  makeRoom: (ms) => opened?.machine.makeRoom(ms),
  reset,
  checkpoint: () => guest().checkpoint(),
  restore,
  forget: (checkpoint) => guest().forget(checkpoint),
  shutdown: () => guest().shutdown(),
};

serve(port, handlers);
