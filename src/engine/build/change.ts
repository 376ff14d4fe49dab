// What an instruction changes in a configuration, without running anything: ENV, CMD, LABEL and their like.
import type { DockerConfig, DockerHealthcheck } from '../../oci/run-config.ts';
import { parseSignal } from '../signal.ts';
import { parseDockerfile } from './dockerfile.ts';
import { expandWord, expandWords, type Variables } from './expand.ts';
import { formatHealthcheck } from './healthcheck.ts';
import { type Instruction, parseInstruction } from './instruction.ts';

export interface Changed {
  readonly config: DockerConfig;
  /** What the image's history says of it, behind "#(nop) ". */
  readonly comment: string;
}

export const defaultShell = ['/bin/sh', '-c'];
const changeable =
  'cmd entrypoint env expose label onbuild user volume workdir healthcheck stopsignal';

/** Instructions of `docker commit --change` and `docker import --change`. */
export function applyChanges(config: DockerConfig, changes: readonly string[]): DockerConfig {
  if (changes.length === 0) return config;
  const { nodes, escape } = parseDockerfile(changes.join('\n'));
  for (const { keyword } of nodes) {
    if (!changeable.split(' ').includes(keyword)) {
      throw new Error(`${keyword} is not a valid change command`);
    }
  }
  let result = config;
  let cmdSet = false;
  for (const node of nodes) {
    const instruction = parseInstruction(node);
    const variables = new Map((result.Env ?? []).map(splitSetting));
    const changed = applyInstruction(instruction, { config: result, variables, escape, cmdSet });
    cmdSet ||= instruction.kind === 'cmd';
    if (changed) result = changed.config;
  }
  return result;
}

export interface Changing {
  readonly config: DockerConfig;
  readonly variables: Variables;
  readonly escape: string;
  /** CMD stood in this stage before, so that ENTRYPOINT leaves it. */
  readonly cmdSet: boolean;
}

/** The configuration afterwards; null for an instruction that does more than change it. */
export function applyInstruction(instruction: Instruction, at: Changing): Changed | null {
  const { config } = at;
  const expand: Expand = (word) => expandWord(word, at.variables, at.escape);
  switch (instruction.kind) {
    case 'env':
    case 'label':
      return setPairs(config, instruction, expand);
    case 'expose':
    case 'volume':
      return addWords(config, instruction.kind, instruction.words, at);
    case 'user':
    case 'workdir':
    case 'stopsignal':
      return setText(config, instruction.kind, expand(instruction.value));
    default:
      return applyCommand(instruction, at);
  }
}

function applyCommand(instruction: Instruction, { config, cmdSet }: Changing): Changed | null {
  switch (instruction.kind) {
    case 'cmd':
    case 'entrypoint':
    case 'shell':
      return setCommand(config, instruction, cmdSet);
    case 'healthcheck':
      return setHealthcheck(config, instruction.check);
    case 'onbuild': {
      const OnBuild = [...(config.OnBuild ?? []), instruction.trigger];
      return { config: { ...config, OnBuild }, comment: `ONBUILD ${instruction.trigger}` };
    }
    default:
      return null;
  }
}

type Expand = (word: string) => string;

function setCommand(
  config: DockerConfig,
  instruction: Extract<Instruction, { words: readonly string[]; isShell: boolean }>,
  cmdSet: boolean,
): Changed | null {
  const { kind, words } = instruction;
  if (kind === 'shell') {
    return { config: { ...config, Shell: words }, comment: `SHELL [${words.join(' ')}]` };
  }
  const command = withShell(config, instruction);
  if (kind === 'cmd')
    return { config: { ...config, Cmd: command }, comment: `CMD ${quoted(command)}` };
  const entrypoint = words.length > 0 ? command : null;
  const rest = cmdSet ? {} : { Cmd: null };
  return {
    config: { ...config, Entrypoint: entrypoint, ...rest },
    comment: `ENTRYPOINT ${quoted(command)}`,
  };
}

function addWords(
  config: DockerConfig,
  kind: 'expose' | 'volume',
  words: readonly string[],
  { variables, escape }: Changing,
): Changed {
  if (kind === 'volume') {
    return addVolumes(
      config,
      words.map((word) => expandWord(word, variables, escape)),
    );
  }
  return exposePorts(
    config,
    words.flatMap((word) => expandWords(word, variables, escape)),
  );
}

function addVolumes(config: DockerConfig, words: readonly string[]): Changed {
  const Volumes = { ...config.Volumes, ...Object.fromEntries(words.map((word) => [word, {}])) };
  return { config: { ...config, Volumes }, comment: `VOLUME [${words.join(' ')}]` };
}

function setText(
  config: DockerConfig,
  kind: 'user' | 'workdir' | 'stopsignal',
  value: string,
): Changed {
  if (kind === 'user') return { config: { ...config, User: value }, comment: `USER ${value}` };
  if (kind === 'stopsignal') {
    parseSignal(value);
    return { config: { ...config, StopSignal: value }, comment: `STOPSIGNAL ${value}` };
  }
  const WorkingDir = joinDirectory(config.WorkingDir, value);
  return { config: { ...config, WorkingDir }, comment: `WORKDIR ${WorkingDir}` };
}

/** A line of a shell, or the words as they are. */
export function withShell(
  config: DockerConfig,
  { words, isShell }: { readonly words: readonly string[]; readonly isShell: boolean },
): readonly string[] {
  if (!isShell) return words;
  // A command of no words is the shell alone.
  return [...(config.Shell ?? defaultShell), ...(words.length > 0 ? [words.join(' ')] : [])];
}

/** The new directory, from the one before where it is relative. */
export function joinDirectory(before: string, path: string): string {
  if (path === '') throw new Error('cannot normalize nothing');
  const whole = path.startsWith('/') ? path : `${before}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function splitSetting(setting: string): [name: string, value: string] {
  const at = setting.indexOf('=');
  return at < 0 ? [setting, ''] : [setting.slice(0, at), setting.slice(at + 1)];
}

type Pairs = readonly (readonly [string, string])[];

function setPairs(
  config: DockerConfig,
  { kind, pairs }: Extract<Instruction, { pairs: Pairs }>,
  expand: Expand,
): Changed {
  return kind === 'env' ? setEnvironment(config, pairs, expand) : setLabels(config, pairs, expand);
}

function setHealthcheck(config: DockerConfig, check: DockerHealthcheck): Changed {
  const comment = `HEALTHCHECK ${formatHealthcheck(check)}`;
  return { config: { ...config, Healthcheck: check }, comment };
}

function setEnvironment(
  config: DockerConfig,
  pairs: Pairs,
  expand: (word: string) => string,
): Changed {
  const settings = pairs.map(([name, value]): [string, string] => [expand(name), expand(value)]);
  const env = [...(config.Env ?? [])];
  for (const [name, value] of settings) {
    const at = env.findIndex((each) => splitSetting(each)[0] === name);
    env.splice(at < 0 ? env.length : at, 1, `${name}=${value}`);
  }
  const text = settings.map(([name, value]) => `${name}=${value}`).join(' ');
  return { config: { ...config, Env: env }, comment: `ENV ${text}` };
}

function setLabels(config: DockerConfig, pairs: Pairs, expand: Expand): Changed {
  const labels = pairs.map(([name, value]): [string, string] => [expand(name), expand(value)]);
  const text = labels.map(([name, value]) => `${name}=${value}`).join(' ');
  const Labels = { ...config.Labels, ...Object.fromEntries(labels) };
  return { config: { ...config, Labels }, comment: `LABEL ${text}` };
}

const port = /^(?:(?:[^:]*:)?[^:]*:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i;

function exposePorts(config: DockerConfig, words: readonly string[]): Changed {
  const ports: Record<string, object> = { ...config.ExposedPorts };
  for (const word of words) {
    const [, first, last = first, protocol = 'tcp'] = port.exec(word) ?? [];
    const from = Number(first);
    const to = Number(last);
    if (first === undefined || from > to || to > 65_535) {
      const [stated = word, wrong] = word.split('/');
      if (wrong !== undefined && /^\d+$/.test(stated)) throw new Error(`Invalid proto: ${wrong}`);
      throw new Error(`Invalid containerPort: ${stated}`);
    }
    for (let at = from; at <= to; at++) ports[`${String(at)}/${protocol.toLowerCase()}`] = {};
  }
  return {
    config: { ...config, ExposedPorts: ports },
    comment: `EXPOSE ${[...words].sort().join(' ')}`,
  };
}

/** Go's %q of a list. */
function quoted(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}
