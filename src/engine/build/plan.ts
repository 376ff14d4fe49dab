// A Dockerfile understood as a whole, before anything is done: its stages and the arguments in front of them.
import { EngineError } from '../error.ts';
import { type DockerfileNode, parseDockerfile } from './dockerfile.ts';
import { type Instruction, parseInstruction } from './instruction.ts';
import type { BuildWish } from './stage.ts';

type FromInstruction = Extract<Instruction, { kind: 'from' }>;
type ArgInstruction = Extract<Instruction, { kind: 'arg' }>;

export interface StagePlan {
  readonly from: FromInstruction;
  readonly steps: readonly Instruction[];
}

export interface Plan {
  /** ARGs in front of the first FROM. */
  readonly before: readonly ArgInstruction[];
  readonly stages: readonly StagePlan[];
  readonly warnings: readonly string[];
  readonly escape: string;
}

/** Reads a Dockerfile whole; throws docker's sentence. */
export function planBuild(text: string, wish: Pick<BuildWish, 'target' | 'labels'>): Plan {
  const { nodes, warnings, escape } = parseNodes(text);
  const before: ArgInstruction[] = [];
  const stages: { from: FromInstruction; steps: Instruction[] }[] = [];
  for (const node of nodes) {
    const instruction = understand(node);
    const stage = stages.at(-1);
    if (instruction.kind === 'from') stages.push({ from: instruction, steps: [] });
    else if (stage) stage.steps.push(instruction);
    else if (instruction.kind === 'arg') before.push(instruction);
    else throw new EngineError('invalid', 'no build stage in current context');
  }
  const wanted = untilTarget(stages, wish.target);
  const labels = Object.entries(wish.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (labels.length > 0) wanted.at(-1)?.steps.push(labelInstruction(labels));
  return { before, stages: wanted, warnings, escape };
}

function parseNodes(text: string): ReturnType<typeof parseDockerfile> {
  try {
    return parseDockerfile(text);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('invalid', `failed to parse Dockerfile: ${why}`, { cause });
  }
}

function understand(node: DockerfileNode): Instruction {
  try {
    return parseInstruction(node);
  } catch (cause) {
    const why = (cause as Error).message;
    const text = `dockerfile parse error line ${String(node.line)}: ${why}`;
    throw new EngineError('invalid', text, { cause });
  }
}

/** Stages are wanted by name only: a number is none. */
function untilTarget<T extends StagePlan>(stages: T[], target: string): T[] {
  if (target === '') return stages;
  const found = stages.findIndex(({ from }) => from.name === target.toLowerCase());
  if (found >= 0) return stages.slice(0, found + 1);
  throw new EngineError('invalid', `failed to reach build target ${target} in Dockerfile`);
}

function labelInstruction(labels: [string, string][]): Instruction {
  const original = `LABEL ${labels.map(([name, value]) => `${name}=${value}`).join(' ')}`;
  const quote = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;
  const pairs = labels.map(([name, value]): [string, string] => [quote(name), quote(value)]);
  return { kind: 'label', pairs, original, line: 0 };
}
