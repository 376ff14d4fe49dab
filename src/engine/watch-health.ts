// A container's health probe, run again and again as long as the container runs.
import { decodeText, encodeText } from '../base/bytes.ts';
import { AgentError, type ProgramResult } from '../agent/agent.ts';
import type { Container, HealthResult } from './container.ts';
import { orAbsent } from './file.ts';
import { freshHealth, nextHealth, probeCommand } from './health.ts';
import { commandLine } from './exec.ts';
import { randomId } from './random.ts';
import { containerEnv, runtimeProcess } from './runtime-config.ts';
import { shimHome } from './shim.ts';
import { readUser } from './start.ts';
import type { EngineState } from './state.ts';

const millisecond = 1_000_000;
const usual = 30_000;
const mostOutput = 4096;
const killSignal = 9;
/** Milliseconds between two looks for the pid of a probe that is late before it has begun. */
const untilStarted = 50;

/** Probes a running container until its first process is another one or none. */
export async function watchHealth(engine: EngineState, container: Container): Promise<void> {
  const { State: state, Config: config } = container.file;
  const command = probeCommand(config);
  if (!command) return;
  const { Pid: pid } = state;
  const interval = (config.Healthcheck?.Interval ?? 0) / millisecond || usual;
  const lives = async (): Promise<boolean> =>
    state.Running && state.Pid === pid && (await engine.containers.get(container.id)) === container;
  for (;;) {
    await engine.clock.delay(interval);
    if (!(await lives())) return;
    if (state.Paused) continue;
    const result = await runProbe(engine, container, command);
    if (await lives()) await takeResult(engine, container, result);
  }
}

async function runProbe(
  engine: EngineState,
  container: Container,
  command: readonly string[],
): Promise<HealthResult> {
  const { Config: config } = container.file;
  const timeout = (config.Healthcheck?.Timeout ?? 0) / millisecond || usual;
  const process = runtimeProcess(container, {
    args: command,
    env: containerEnv(container),
    cwd: config.WorkingDir || '/',
    user: await readUser(engine, container, config.User),
    tty: config.Tty,
  });
  const start = engine.now();
  const execID = randomId(engine.random);
  const line = commandLine(command);
  engine.noteContainer(`exec_create: ${line}`, container, { execID });
  engine.tellContainer('exec_start', container, { action: `exec_start: ${line}`, execID });
  const ran = await execute(engine, container, {
    process: { ...process, terminal: false },
    timeout,
  });
  engine.tellContainer('exec_die', container, { execID, exitCode: String(ran.ExitCode) });
  return { Start: start, End: engine.now(), ...ran };
}

/** Runs the runtime's exec in the foreground: nobody attaches to a probe, so that it needs no shim. */
async function execute(
  engine: EngineState,
  { id }: Container,
  { process, timeout }: { readonly process: object; readonly timeout: number },
): Promise<Pick<HealthResult, 'ExitCode' | 'Output'>> {
  const { agent, random } = engine;
  const path = `${shimHome(id)}/probe-${randomId(random).slice(0, 12)}`;
  const pidFile = `${path}.pid`;
  const exec = ['crun', 'exec', '--process', path, '--pid-file', pidFile, id];
  const probe = { pidFile, over: false, late: false };
  const running = agent.batch([
    { op: 'write', path, data: encodeText(JSON.stringify(process)), mode: 0o600 },
    { op: 'run', argv: exec, env: environment },
    { op: 'remove', path },
    { op: 'remove', path: pidFile },
  ]);
  // What fails here fails because the machine went away.
  killLate(engine, probe, timeout).catch(() => undefined);
  const [, ran] = await running.finally(() => (probe.over = true));
  if (!ran?.ok) return { ExitCode: -1, Output: ran?.error.message ?? '' };
  if (probe.late) {
    return { ExitCode: -1, Output: `Health check exceeded timeout (${formatTimeout(timeout)})` };
  }
  const { exit, stdout, stderr } = ran.value as ProgramResult;
  const output = decodeText(stdout) + decodeText(stderr);
  const cut = output.length > mostOutput ? `${output.slice(0, mostOutput)}...` : output;
  return { ExitCode: exit, Output: cut };
}

interface Probe {
  readonly pidFile: string;
  over: boolean;
  /** It was killed because its time was up. */
  late: boolean;
}

/** Ends the probe's process when its time is up; the runtime then comes to its end by itself. */
async function killLate(
  { agent, clock }: EngineState,
  probe: Probe,
  timeout: number,
): Promise<void> {
  await clock.delay(timeout);
  while (!probe.over) {
    const pid = await orAbsent(agent.call({ op: 'read', path: probe.pidFile }));
    if (pid && pid.length > 0) {
      probe.late = await killed(agent, Number(decodeText(pid)));
      return;
    }
    // The runtime has not come so far yet.
    await clock.delay(untilStarted);
  }
}

/** False for a process that has come to its end by itself. */
async function killed(agent: EngineState['agent'], pid: number): Promise<boolean> {
  try {
    await agent.call({ op: 'kill', pid, signal: killSignal });
    return true;
  } catch (error) {
    if (error instanceof AgentError && error.errno === 'ESRCH') return false;
    throw error;
  }
}

/** crun would copy itself into memory first, unless told so (shim/runtime.c). */
const environment = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  '_LIBCONTAINER_CLONED_BINARY=1',
];

function formatTimeout(ms: number): string {
  return ms < 1000 ? `${String(ms)}ms` : `${String(ms / 1000)}s`;
}

async function takeResult(
  engine: EngineState,
  container: Container,
  result: HealthResult,
): Promise<void> {
  const { State: state, Config: config } = container.file;
  const before = state.Health ?? freshHealth();
  const after = nextHealth(before, result, {
    check: config.Healthcheck ?? {},
    startedAt: state.StartedAt,
  });
  state.Health = after;
  await engine.containers.save(container);
  if (after.Status === before.Status) return;
  engine.tellContainer('health_status', container, { action: `health_status: ${after.Status}` });
}
