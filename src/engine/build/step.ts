// One instruction of a stage, done: what it runs or changes becomes the stage's next image.
import type { DockerConfig, DockerHealthcheck } from '../../oci/run-config.ts';
import { applyInstruction, withShell } from './change.ts';
import { copyStep } from './copy-step.ts';
import type { Instruction } from './instruction.ts';
import {
  declareArguments,
  environmentOf,
  nopStep,
  putImage,
  type Stage,
  takeCached,
  variablesOf,
} from './stage.ts';
import { needsBuildKit, StepError } from './step-error.ts';
import { commitStep, createStep, removeStep, runStep } from './step-container.ts';

type RunInstruction = Extract<Instruction, { kind: 'run' | 'cmd' | 'entrypoint' | 'shell' }>;

export async function doStep(stage: Stage, instruction: Instruction): Promise<void> {
  stage.config = { ...stage.config, Image: stage.image?.id ?? '' };
  switch (instruction.kind) {
    case 'run':
      return runInstruction(stage, instruction);
    case 'add':
    case 'copy':
      return copyStep(stage, instruction);
    case 'arg':
      return argInstruction(stage, instruction.words);
    case 'maintainer':
      stage.maintainer = instruction.value;
      return nopInstruction(stage, `MAINTAINER ${instruction.value}`);
    default:
      return changeInstruction(stage, instruction);
  }
}

async function changeInstruction(stage: Stage, instruction: Instruction): Promise<void> {
  const before = stage.config.Healthcheck?.Test ?? [];
  const changed = applyInstruction(instruction, {
    config: stage.config,
    variables: variablesOf(stage),
    escape: stage.build.escape,
    cmdSet: stage.cmdSet,
  });
  if (!changed) return;
  stage.config = changed.config;
  if (instruction.kind === 'cmd' && instruction.words.length > 0) stage.cmdSet = true;
  if (instruction.kind === 'workdir') return workdirInstruction(stage, changed.comment);
  if (instruction.kind === 'healthcheck' && before.length > 0 && before[0] !== 'NONE') {
    await stage.build.wish.out(`Note: overriding previous HEALTHCHECK: [${before.join(' ')}]\n`);
  }
  await nopInstruction(stage, changed.comment);
}

async function argInstruction(stage: Stage, words: readonly string[]): Promise<void> {
  const declared = declareArguments(words, variablesOf(stage), stage.build.escape);
  for (const [name, value] of declared) stage.args.declare(name, value);
  const told = declared.map(([name, value]) => (value === null ? name : `${name}=${value}`));
  await nopInstruction(stage, `ARG ${told.join(' ')}`);
}

/** A step that changes the configuration alone. */
async function nopInstruction(stage: Stage, comment: string): Promise<void> {
  const step = nopStep(stage.config, ['#(nop) ', comment]);
  if (await takeCached(stage, step)) return;
  await inContainer(stage, step, async () => 'nothing');
}

/** The directory is made where the image does not have it. */
async function workdirInstruction(stage: Stage, comment: string): Promise<void> {
  const step = nopStep(stage.config, [`#(nop) ${comment}`]);
  if (await takeCached(stage, step)) return;
  await inContainer(stage, step, async () => 'layer');
}

async function runInstruction(stage: Stage, instruction: RunInstruction): Promise<void> {
  if (instruction.mount) throw needsBuildKit('mount');
  const command = withShell(stage.config, instruction);
  const args = [...stage.args.unless(environmentOf(stage.config))];
  const told = args.filter(([name]) => stage.args.isTold(name)).map(setting);
  const saved = args.length > 0 ? [`|${String(told.length)}`, ...told.sort(), ...command] : command;
  const step = { ...stage.config, Cmd: saved, Entrypoint: null };
  if (await takeCached(stage, step)) return;
  const running = {
    ...step,
    ...commandOf(stage, command),
    Env: [...(stage.config.Env ?? []), ...args.map(setting)],
  };
  await inContainer(
    stage,
    step,
    async (container) => {
      const exit = await runStep(stage, container);
      if (exit === 0) return 'layer';
      const text = `The command '${command.join(' ')}' returned a non-zero code: ${String(exit)}`;
      throw new StepError(text, exit);
    },
    running,
  );
}

/** `RUN []` runs what the image would. */
function commandOf(
  { config, image }: Stage,
  command: readonly string[],
): Pick<DockerConfig, 'Cmd' | 'Entrypoint'> {
  if (command.length > 0) return { Cmd: command, Entrypoint: [''] };
  const { Entrypoint: entrypoint } = config;
  const Cmd = entrypoint?.length ? [] : (image?.config.docker.Cmd ?? []);
  return { Cmd, Entrypoint: entrypoint ?? null };
}

function setting([name, value]: readonly [string, string]): string {
  return `${name}=${value}`;
}

type Use = (container: Awaited<ReturnType<typeof createStep>>) => Promise<'layer' | 'nothing'>;

/** Makes the step's container, has it used, and makes the step's image of it. */
async function inContainer(
  stage: Stage,
  step: DockerConfig,
  use: Use,
  running = step,
): Promise<void> {
  const { engine, wish } = stage.build;
  const container = await createStep(stage, running);
  stage.config = withInheritedCheck(stage);
  try {
    const left = await use(container);
    const parent = stage.image?.chain.at(-1) ?? null;
    const diffId =
      left === 'layer'
        ? await commitStep(engine, container, { parent, take: wish.remove })
        : undefined;
    await putImage(stage, step, { container: container.id, ...(diffId ? { diffId } : {}) });
  } catch (error) {
    if (wish.forceRemove) await removeStep(stage, container);
    throw error;
  }
  if (wish.remove) await removeStep(stage, container);
}

/** Docker fills in what a health check leaves open from that of the image before, as it does when a container is made. */
function withInheritedCheck({ config, image }: Stage): DockerConfig {
  const before = image?.config.docker.Healthcheck;
  if (!before) return config;
  const own: DockerHealthcheck = config.Healthcheck ?? {};
  const { Interval, Timeout, StartPeriod, Retries } = { ...before, ...own };
  const Test = own.Test && own.Test.length > 0 ? own.Test : before.Test;
  const inherited = { Test, Interval, Timeout, StartPeriod, Retries };
  const set = Object.entries(inherited).filter(([, value]) => value !== undefined);
  return { ...config, Healthcheck: Object.fromEntries(set) };
}
