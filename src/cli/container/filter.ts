// `--filter` of docker ps: name=value conditions; the same name twice means either, different names mean both.
import { type Container, containerName, containerStatus } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';

export interface ContainerFilter {
  readonly test: (container: Container) => boolean;
  /** True when it asks for states itself, so that stopped containers count too. */
  readonly anyState: boolean;
}

type Test = (container: Container, value: string) => boolean;

const statuses = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

const tests: Readonly<Record<string, Test>> = {
  id: ({ id }, value) => matches(value, id),
  name: (container, value) => matches(value, containerName(container)),
  status: (container, value) => containerStatus(container) === value,
  exited: ({ file }, value) =>
    !file.State.Running &&
    file.State.StartedAt.startsWith('2') &&
    file.State.ExitCode === Number(value),
  label: ({ file }, value) => {
    const [name = '', wanted] = value.split(/=(.*)/s);
    const label = file.Config.Labels[name];
    return label !== undefined && (wanted === undefined || label === wanted);
  },
};

/** Refuses a condition without "=". */
export function checkFilter(text: string): void {
  if (!text.includes('=')) throw new Error('bad format of filter (expected name=value)');
}

export async function containerFilter(
  engine: Engine,
  conditions: readonly string[],
): Promise<ContainerFilter> {
  const byName = new Map<string, string[]>();
  for (const condition of conditions) {
    const [name = '', value = ''] = condition.split(/=(.*)/s).map((part) => part.trim());
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), value]);
  }
  const groups = await Promise.all([...byName].map((group) => groupTest(engine, group)));
  return {
    test: (container) => groups.every((test) => test(container)),
    anyState: byName.has('status') || byName.has('exited'),
  };
}

async function groupTest(
  engine: Engine,
  [name, values]: readonly [string, readonly string[]],
): Promise<(container: Container) => boolean> {
  if (name === 'ancestor') return ancestorTest(engine, values);
  const test = tests[name];
  if (!test) throw new EngineError('invalid', `Invalid filter '${name}'`);
  const wrong = name === 'status' ? values.find((value) => !statuses.includes(value)) : undefined;
  if (wrong !== undefined) throw new EngineError('invalid', `Invalid filter 'status=${wrong}'`);
  return (container) => values.some((value) => test(container, value));
}

async function ancestorTest(
  engine: Engine,
  names: readonly string[],
): Promise<(container: Container) => boolean> {
  const images = await Promise.all(names.map((name) => engine.images.find(name)));
  const ids = new Set(images.map((image) => image?.id));
  return ({ file }) => ids.has(file.Image);
}

/** A regular expression, or a plain part where it is none. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern.replace(/^\^?\//, (start) => start.replace('/', ''))).test(text);
  } catch {
    return text.includes(pattern);
  }
}
