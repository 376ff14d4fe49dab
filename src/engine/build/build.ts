// docker build, as the classic builder does it: step by step, each step an image.
import { emptyDockerConfig } from '../../oci/run-config.ts';
import { EngineError } from '../error.ts';
import type { Image } from '../image-store.ts';
import type { EngineState } from '../state.ts';
import { BuildArguments } from './arguments.ts';
import { parseNode } from './dockerfile.ts';
import { expandWord } from './expand.ts';
import { type Instruction, parseInstruction } from './instruction.ts';
import type { Plan, StagePlan } from './plan.ts';
import { checkPlatform } from './platform.ts';
import { arrow, type Build, type BuildWish, declareArguments, type Stage } from './stage.ts';
import { doStep } from './step.ts';

const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Does what was planned; resolves with the last stage's image. */
export async function runBuild(engine: EngineState, plan: Plan, wish: BuildWish): Promise<Image> {
  const { escape } = plan;
  const args = new BuildArguments(wish.args);
  const build: Build = { engine, wish, escape, done: [], args, cancelled: false };
  void wish.interrupted.then(() => (build.cancelled = true));
  if (plan.warnings.length > 0) {
    await wish.out(`\x1b[91m${plan.warnings.map((line) => `${line}\n`).join('')}\x1b[0m`);
  }
  const tell = stepTeller(plan, wish);
  for (const instruction of plan.before) {
    await tell(instruction);
    declareBefore(build, instruction);
  }
  let stage: Stage | null = null;
  for (const each of plan.stages) {
    stage = await buildStage(build, each, tell);
    build.done.push(stage);
  }
  await warnUnused(build);
  if (stage?.image) return stage.image;
  throw new EngineError('system', 'No image was generated. Is your Dockerfile empty?');
}

type Tell = (instruction: Instruction) => Promise<void>;

/** "Step 2/5 : ENV A=1", counted through the whole file. */
function stepTeller({ before, stages }: Plan, { out }: BuildWish): Tell {
  const count = stages.reduce((sum, { steps }) => sum + 1 + steps.length, before.length);
  let at = 0;
  return ({ original }) => out(`Step ${String(++at)}/${String(count)} : ${original}\n`);
}

function declareBefore({ args, escape }: Build, instruction: Instruction): void {
  if (instruction.kind !== 'arg') return;
  const seen = args.unless(new Map());
  for (const [name, value] of declareArguments(instruction.words, seen, escape)) {
    args.declareBefore(name, value);
  }
}

async function buildStage(build: Build, { from, steps }: StagePlan, tell: Tell): Promise<Stage> {
  if (from.name !== '' && build.done.some(({ name }) => name === from.name)) {
    throw new EngineError('system', `${from.name} stage name already used`);
  }
  await tell(from);
  const stage = await openStage(build, from);
  await runTriggers(stage);
  await build.wish.out(arrow(stage));
  for (const instruction of steps) {
    if (build.cancelled) throw new EngineError('system', 'context canceled');
    await tell(instruction);
    await doStep(stage, instruction);
    await build.wish.out(arrow(stage));
  }
  return stage;
}

async function openStage(build: Build, from: StagePlan['from']): Promise<Stage> {
  const args = build.args.inStage();
  const expand = (word: string): string => expandWord(word, args.before(), build.escape);
  if (from.platform !== '') checkPlatform(expand(from.platform));
  const base = expand(from.base);
  if (base === '') throw new EngineError('invalid', `base name (${from.base}) should not be blank`);
  const image = await baseImage(build, base);
  const config = image?.config.docker ?? emptyDockerConfig;
  const hasPath = (config.Env ?? []).some((setting) => setting.startsWith('PATH='));
  return {
    build,
    name: from.name,
    image,
    config: hasPath ? config : { ...config, Env: [...(config.Env ?? []), defaultPath] },
    args,
    maintainer: '',
    cmdSet: false,
    cacheBusted: false,
  };
}

async function baseImage({ engine, wish, done }: Build, base: string): Promise<Image | null> {
  const earlier = done.find(({ name }) => name !== '' && name === base.toLowerCase());
  if (earlier) return earlier.image;
  if (base === 'scratch') return null;
  const local = wish.pull ? null : await engine.images.find(base);
  return local ?? (await wish.fetch(base));
}

/** The ONBUILD instructions of the base image are done as soon as it is used. */
async function runTriggers(stage: Stage): Promise<void> {
  const triggers = stage.config.OnBuild ?? [];
  if (triggers.length === 0) return;
  const { wish, escape } = stage.build;
  const plural = triggers.length === 1 ? '' : 's';
  await wish.out(`# Executing ${String(triggers.length)} build trigger${plural}\n`);
  stage.config = { ...stage.config, OnBuild: null };
  for (const trigger of triggers) {
    await doStep(stage, parseInstruction(parseNode(trigger, 0, escape)));
  }
}

async function warnUnused({ wish, args }: Build): Promise<void> {
  const unused = args.unused();
  if (unused.length === 0) return;
  await wish.out(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`);
}
