// docker build, as the classic builder does it: step by step, each step an image.
import { decodeText } from '../../base/bytes.ts';
import { emptyDockerConfig } from '../../oci/run-config.ts';
import { EngineError } from '../error.ts';
import type { Image } from '../image-store.ts';
import type { EngineState } from '../state.ts';
import { applyInstruction, defaultShell, splitSetting, withShell } from './change.ts';
import { copyStep } from './copy-step.ts';
import { type Dockerfile, parseDockerfile, parseNode } from './dockerfile.ts';
import { expandWord } from './expand.ts';
import { type Instruction, parseInstruction } from './instruction.ts';
import {
  arrow,
  type Build,
  type BuildWish,
  nopStep,
  putImage,
  type Stage,
  takeCached,
  variablesOf,
} from './stage.ts';
import { commitStep, createStep, removeStep, runStep } from './step-container.ts';

/** A step's program ended with another code than 0: that of the build. */
export class StepError extends Error {
  readonly exit: number;
  constructor(message: string, exit: number) {
    super(message);
    this.name = 'StepError';
    this.exit = exit;
  }
}

const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const alwaysKnown = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

export interface Plan {
  readonly instructions: readonly Instruction[];
  readonly dockerfile: Dockerfile;
}

/** Reads a Dockerfile whole, before anything is done; throws docker's sentence. */
export function planBuild(
  text: string,
  wish: { readonly target: string; readonly labels: BuildWish['labels'] },
): Plan {
  let dockerfile: Dockerfile;
  try {
    dockerfile = parseDockerfile(text);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('invalid', `failed to parse Dockerfile: ${why}`, { cause });
  }
  const instructions: Instruction[] = [];
  for (const node of dockerfile.nodes) {
    const instruction = parseLine(node);
    const isFirst = !instructions.some(({ kind }) => kind === 'from');
    if (isFirst && instruction.kind !== 'from' && instruction.kind !== 'arg') {
      throw new EngineError('invalid', 'no build stage in current context');
    }
    instructions.push(instruction);
  }
  const upTo = untilTarget(instructions, wish.target);
  const labels = Object.entries(wish.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (labels.length > 0) upTo.push(labelInstruction(labels));
  return { instructions: upTo, dockerfile };
}

function parseLine(node: Parameters<typeof parseInstruction>[0]): Instruction {
  try {
    return parseInstruction(node);
  } catch (cause) {
    const why = (cause as Error).message;
    const text = `dockerfile parse error line ${String(node.line)}: ${why}`;
    throw new EngineError('invalid', text, { cause });
  }
}

function untilTarget(instructions: readonly Instruction[], target: string): Instruction[] {
  if (target === '') return [...instructions];
  const stages = instructions.flatMap((each, at) =>
    each.kind === 'from' ? [{ at, name: each.name }] : [],
  );
  const found = stages.findIndex(
    ({ name }, index) => name === target.toLowerCase() || String(index) === target,
  );
  if (found < 0) {
    throw new EngineError('invalid', `failed to reach build target ${target} in Dockerfile`);
  }
  return instructions.slice(0, stages[found + 1]?.at);
}

function labelInstruction(labels: [string, string][]): Instruction {
  const original = `LABEL ${labels.map(([name, value]) => `${name}=${value}`).join(' ')}`;
  const quote = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;
  const pairs = labels.map(([name, value]): [string, string] => [quote(name), quote(value)]);
  return { kind: 'label', pairs, original, line: 0 };
}

/** Does what was planned; resolves with the last stage's image. */
export async function runBuild(engine: EngineState, plan: Plan, wish: BuildWish): Promise<Image> {
  const { dockerfile, instructions } = plan;
  const build: Build = {
    engine,
    wish,
    escape: dockerfile.escape,
    done: [],
    metaArgs: new Map(),
    consumed: new Set(),
    cancelled: false,
  };
  void wish.interrupted.then(() => (build.cancelled = true));
  if (dockerfile.warnings.length > 0) {
    await wish.out(`\x1b[91m${dockerfile.warnings.map((line) => `${line}\n`).join('')}\x1b[0m`);
  }
  let stage: Stage | null = null;
  for (const [index, instruction] of instructions.entries()) {
    if (build.cancelled) throw new EngineError('system', 'context canceled');
    const number = `${String(index + 1)}/${String(instructions.length)}`;
    await wish.out(`Step ${number} : ${instruction.original}\n`);
    if (instruction.kind === 'from') stage = await beginStage(build, instruction);
    else if (!stage) metaArg(build, instruction);
    else await doStep(stage, instruction);
    if (stage && instruction.kind !== 'from') await wish.out(arrow(stage));
  }
  await warnUnused(build);
  if (stage?.image) return stage.image;
  throw new EngineError('system', 'No image was generated. Is your Dockerfile empty?');
}

async function beginStage(
  build: Build,
  from: Extract<Instruction, { kind: 'from' }>,
): Promise<Stage> {
  const stage = await openStage(build, from);
  build.done.push(stage);
  if (stage.config.OnBuild) await runTriggers(stage);
  else await build.wish.out(arrow(stage));
  return stage;
}

async function warnUnused({ wish, consumed }: Build): Promise<void> {
  const unused = [...wish.args.keys()].filter(
    (name) => !consumed.has(name) && !isAlwaysKnown(name),
  );
  if (unused.length === 0) return;
  const list = unused.sort().join(' ');
  await wish.out(`\x1b[91m[Warning] One or more build-args [${list}] were not consumed\n\x1b[0m`);
}

function isAlwaysKnown(name: string): boolean {
  return alwaysKnown.includes(name.toUpperCase());
}

function metaArg(build: Build, instruction: Instruction): void {
  if (instruction.kind !== 'arg') return;
  for (const word of instruction.words) {
    const [name, value] = argument(build, word, build.metaArgs);
    if (value !== null) build.metaArgs.set(name, value);
  }
}

/** An ARG's name and the value it gets: the person's, else its own. */
function argument(
  build: Build,
  word: string,
  variables: ReadonlyMap<string, string>,
): [name: string, value: string | null] {
  const text = expandWord(word, variables, build.escape);
  const [name, own] = splitSetting(text);
  build.consumed.add(name);
  const given = build.wish.args.get(name);
  if (given !== undefined && given !== null) return [name, given];
  return [name, text.includes('=') ? own : null];
}

async function openStage(
  build: Build,
  from: Extract<Instruction, { kind: 'from' }>,
): Promise<Stage> {
  const { engine, wish } = build;
  const base = expandWord(from.base, build.metaArgs, build.escape);
  if (base === '') throw new EngineError('invalid', `base name (${from.base}) should not be blank`);
  const earlier = build.done.find(({ name }) => name !== '' && name === base.toLowerCase());
  let image: Image | null = null;
  if (earlier) ({ image } = earlier);
  else if (base !== 'scratch') {
    const local = wish.pull ? null : await engine.images.find(base);
    image = local ?? (await wish.fetch(base));
  }
  const config = image?.config.docker ?? emptyDockerConfig;
  const hasPath = (config.Env ?? []).some((setting) => setting.startsWith('PATH='));
  return {
    build,
    name: from.name,
    image,
    config: hasPath ? config : { ...config, Env: [...(config.Env ?? []), defaultPath] },
    args: new Map(),
    maintainer: '',
    cmdSet: false,
    cacheBusted: false,
  };
}

/** The ONBUILD instructions of the base image are done as soon as it is used. */
async function runTriggers(stage: Stage): Promise<void> {
  const triggers = stage.config.OnBuild ?? [];
  if (triggers.length === 0) return;
  const count =
    triggers.length === 1 ? '1 build trigger' : `${String(triggers.length)} build triggers`;
  await stage.build.wish.out(`# Executing ${count}\n`);
  stage.config = { ...stage.config, OnBuild: null };
  for (const trigger of triggers) {
    await doStep(stage, parseLine(parseNode(trigger, 0, stage.build.escape)));
    await stage.build.wish.out(arrow(stage));
  }
}

async function doStep(stage: Stage, instruction: Instruction): Promise<void> {
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
  await nopInstruction(stage, changed.comment);
}

async function argInstruction(stage: Stage, words: readonly string[]): Promise<void> {
  const { build } = stage;
  const texts: string[] = [];
  for (const word of words) {
    const [name, value] = argument(build, word, variablesOf(stage));
    const meta = word.includes('=') ? undefined : build.metaArgs.get(name);
    stage.args.set(name, value ?? meta ?? null);
    texts.push(expandWord(word, variablesOf(stage), build.escape));
  }
  await nopInstruction(stage, `ARG ${texts.join(' ')}`);
}

/** A step that changes the configuration alone. */
async function nopInstruction(stage: Stage, comment: string): Promise<void> {
  const step = nopStep(stage.config, ['#(nop) ', comment]);
  if (await takeCached(stage, step)) return;
  if (!stage.image) return putImage(stage, step);
  await inContainer(stage, step, async () => 'nothing');
}

/** The directory is made where the image does not have it. */
async function workdirInstruction(stage: Stage, comment: string): Promise<void> {
  const step = nopStep(stage.config, [`#(nop) ${comment}`]);
  if (await takeCached(stage, step)) return;
  if (!stage.image) return putImage(stage, step);
  await inContainer(stage, step, async () => 'layer');
}

async function runInstruction(
  stage: Stage,
  instruction: Extract<Instruction, { kind: 'run' | 'cmd' | 'entrypoint' | 'shell' }>,
): Promise<void> {
  if (instruction.mount) {
    throw new EngineError(
      'invalid',
      'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
    );
  }
  const { Shell: shell = defaultShell } = stage.config;
  const isEmpty = instruction.isShell && instruction.words.length === 0;
  const command = isEmpty ? shell : withShell(stage.config, instruction);
  const args = givenArguments(stage);
  const saved = args.length > 0 ? [`|${String(args.length)}`, ...args, ...command] : command;
  const step = { ...stage.config, Cmd: saved, Entrypoint: null };
  if (await takeCached(stage, step)) return;
  if (!stage.image)
    throw new EngineError(
      'system',
      'failed to create shim task: there is no file system to run in',
    );
  const running = {
    ...step,
    Cmd: command,
    Entrypoint: [''],
    Env: [...(stage.config.Env ?? []), ...args],
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

/** Build arguments as the step's environment has them, without those that ENV sets as well. */
function givenArguments(stage: Stage): string[] {
  const set = new Set((stage.config.Env ?? []).map((setting) => splitSetting(setting)[0]));
  const named = [...stage.args].filter(([name, value]) => value !== null && !set.has(name));
  return named.map(([name, value]) => `${name}=${value ?? ''}`).sort();
}

type Use = (container: Awaited<ReturnType<typeof createStep>>) => Promise<'layer' | 'nothing'>;

/** Makes the step's container, has it used, and makes the step's image of it. */
async function inContainer(
  stage: Stage,
  step: Parameters<typeof createStep>[1],
  use: Use,
  running = step,
): Promise<void> {
  const { engine, wish } = stage.build;
  const container = await createStep(stage, running);
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

/** A Dockerfile's text, or null where there is none. */
export async function readDockerfile(engine: EngineState, path: string): Promise<string | null> {
  const [result] = await engine.agent.batch([{ op: 'read', path }], { keepGoing: true });
  return result?.ok ? decodeText(result.value as Uint8Array) : null;
}
