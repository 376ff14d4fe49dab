// Instructions understood: how many words, which flags; what is wrong is told with docker's sentences.
import type { DockerHealthcheck } from '../../oci/run-config.ts';
import type { DockerfileNode } from './dockerfile.ts';
import { parseHealthcheck } from './healthcheck.ts';

export type Instruction = {
  /** As `Step` shows it. */
  readonly original: string;
  readonly line: number;
} & (
  | {
      readonly kind: 'from';
      readonly base: string;
      readonly platform: string;
      readonly name: string;
    }
  | { readonly kind: 'arg'; readonly words: readonly string[] }
  | { readonly kind: 'expose' | 'volume'; readonly words: readonly string[] }
  /** Names and values in turn. */
  | { readonly kind: 'env' | 'label'; readonly pairs: readonly [name: string, value: string][] }
  | {
      readonly kind: 'add' | 'copy';
      readonly sources: readonly string[];
      readonly target: string;
      readonly from: string;
      readonly chown: string;
      readonly chmod: string;
    }
  | {
      readonly kind: 'run' | 'cmd' | 'entrypoint' | 'shell';
      readonly words: readonly string[];
      /** To be handed to the shell, as it is no JSON list. */
      readonly isShell: boolean;
      readonly mount: boolean;
    }
  | { readonly kind: 'healthcheck'; readonly check: DockerHealthcheck }
  | { readonly kind: 'onbuild'; readonly trigger: string }
  | { readonly kind: 'maintainer' | 'stopsignal' | 'user' | 'workdir'; readonly value: string }
);

type Parse = (node: DockerfileNode, flags: ReadonlyMap<string, string>) => object;

interface Form {
  /** Names of its flags. */
  readonly flags?: readonly string[];
  readonly parse: Parse;
}

const stageName = /^[a-z][a-z0-9-_.]*$/;

const forms: Readonly<Record<string, Form>> = {
  from: { flags: ['platform'], parse: parseFrom },
  arg: { parse: parseArg },
  expose: { parse: atLeastOne },
  volume: { parse: parseVolume },
  env: { parse: parsePairs },
  label: { parse: parsePairs },
  add: { flags: ['chown', 'chmod'], parse: parseCopy },
  copy: { flags: ['chown', 'from', 'chmod'], parse: parseCopy },
  run: { flags: ['mount'], parse: parseRun },
  cmd: { parse: parseCommand },
  entrypoint: { parse: parseCommand },
  shell: { parse: parseShell },
  healthcheck: {
    flags: ['interval', 'timeout', 'start-period', 'retries'],
    parse: (node, flags) => ({ check: parseHealthcheck(node, flags) }),
  },
  onbuild: { parse: parseOnbuild },
  maintainer: { parse: exactlyOne },
  stopsignal: { parse: exactlyOne },
  user: { parse: exactlyOne },
  workdir: { parse: exactlyOne },
};

/** What a node means; throws docker's sentence, still without the line. */
export function parseInstruction(node: DockerfileNode): Instruction {
  const { keyword, original, line } = node;
  const form = Object.hasOwn(forms, keyword) ? forms[keyword] : undefined;
  if (!form) throw new Error(`unknown instruction: ${keyword.toUpperCase()}`);
  const flags = readFlags(node.flags, form.flags ?? []);
  return { kind: keyword, original, line, ...form.parse(node, flags) } as Instruction;
}

function readFlags(
  flags: readonly string[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const flag of flags) {
    const [, name = '', value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(flag) ?? [];
    if (!known.includes(name)) throw new Error(`Unknown flag: ${name}`);
    if (values.has(name) && name !== 'mount') throw new Error(`Duplicate flag specified: ${name}`);
    if (value === undefined) throw new Error(`Missing a value on flag: ${name}`);
    values.set(name, value);
  }
  return values;
}

function parseFrom({ words }: DockerfileNode, flags: ReadonlyMap<string, string>): object {
  const [base, as, name = ''] = words;
  const isNamed = words.length === 3 && as?.toLowerCase() === 'as';
  if (words.length !== 1 && !isNamed) {
    throw new Error('FROM requires either one or three arguments');
  }
  const stage = name.toLowerCase();
  if (isNamed && !stageName.test(stage)) {
    throw new Error(
      `invalid name for build stage: ${JSON.stringify(name)}, name can't start with a number or contain symbols`,
    );
  }
  return { base, name: stage, platform: flags.get('platform') ?? '' };
}

function parseArg(node: DockerfileNode): object {
  atLeastOne(node);
  for (const word of node.words) {
    if (word.startsWith('=')) throw new Error('ARG names can not be blank');
  }
  return { words: node.words };
}

function parseVolume(node: DockerfileNode): object {
  atLeastOne(node);
  if (node.words.some((word) => word.trim() === '')) {
    throw new Error('VOLUME specified can not be an empty string');
  }
  return { words: node.words };
}

function parsePairs(node: DockerfileNode): object {
  const { words, keyword } = node;
  atLeastOne(node);
  const pairs: [string, string][] = [];
  for (let at = 0; at < words.length; at += 2) pairs.push([words[at] ?? '', words[at + 1] ?? '']);
  if (pairs.some(([name]) => name === '')) {
    throw new Error(`${keyword.toUpperCase()} names can not be blank`);
  }
  return { pairs };
}

function parseCopy({ words, keyword }: DockerfileNode, flags: ReadonlyMap<string, string>): object {
  if (words.length < 2) {
    throw new Error(
      `${keyword.toUpperCase()} requires at least two arguments, but only one was provided. Destination could not be determined`,
    );
  }
  return {
    sources: words.slice(0, -1),
    target: words.at(-1),
    from: flags.get('from') ?? '',
    chown: flags.get('chown') ?? '',
    chmod: flags.get('chmod') ?? '',
  };
}

function parseCommand(
  { words, isJson }: DockerfileNode,
  flags: ReadonlyMap<string, string>,
): object {
  return { words, isShell: !isJson, mount: flags.has('mount') };
}

const mountTypes = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];

/** --mount is understood although only BuildKit can do it. */
function parseRun(node: DockerfileNode, flags: ReadonlyMap<string, string>): object {
  const type = /(?:^|,)type=([^,]*)/i.exec(flags.get('mount') ?? '')?.[1];
  if (type !== undefined && !mountTypes.includes(type.toLowerCase())) {
    throw new Error(`unsupported mount type ${JSON.stringify(type)}`);
  }
  return parseCommand(node, flags);
}

function parseShell(node: DockerfileNode): object {
  if (node.words.length === 0) throw atLeast('SHELL');
  if (!node.isJson) throw new Error('SHELL requires the arguments to be in JSON form');
  return { words: node.words, isShell: false, mount: false };
}

function parseOnbuild(node: DockerfileNode): object {
  atLeastOne(node);
  const trigger = node.words[0]?.toUpperCase() ?? '';
  if (trigger === 'ONBUILD') {
    throw new Error("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  }
  if (trigger === 'MAINTAINER' || trigger === 'FROM') {
    throw new Error(`${trigger} isn't allowed as an ONBUILD trigger`);
  }
  return { trigger: node.original.replace(/^\s*ONBUILD\s*/i, '') };
}

function atLeastOne({ words, keyword }: DockerfileNode): object {
  if (words.length === 0) throw atLeast(keyword.toUpperCase());
  return { words };
}

function atLeast(keyword: string): Error {
  return new Error(`${keyword} requires at least one argument`);
}

function exactlyOne({ words, keyword }: DockerfileNode): object {
  const [value] = words;
  if (value === undefined)
    throw new Error(`${keyword.toUpperCase()} requires exactly one argument`);
  return { value };
}
