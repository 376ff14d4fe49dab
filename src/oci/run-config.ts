// How containers of an image run, in docker's own fields and in the order in which docker writes them (container.Config).
import { array, count, type JsonObject, object, optionalText, textMap, texts } from './json.ts';

/** One image's `config` or `container_config`. */
export interface DockerConfig {
  readonly Hostname: string;
  readonly Domainname: string;
  readonly User: string;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  /** By port: "80/tcp". */
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Tty: boolean;
  readonly OpenStdin: boolean;
  readonly StdinOnce: boolean;
  readonly Env: readonly string[] | null;
  readonly Cmd: readonly string[] | null;
  readonly Healthcheck?: DockerHealthcheck;
  readonly ArgsEscaped?: boolean;
  readonly Image: string;
  readonly Volumes: Readonly<Record<string, object>> | null;
  readonly WorkingDir: string;
  readonly Entrypoint: readonly string[] | null;
  readonly OnBuild: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly StopSignal?: string;
  readonly Shell?: readonly string[];
}

/** Times in nanoseconds. */
export interface DockerHealthcheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

export const emptyDockerConfig: DockerConfig = {
  Hostname: '',
  Domainname: '',
  User: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd: null,
  Image: '',
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
};

/** The config in untrusted JSON; absent fields get docker's own values. */
export function parseDockerConfig(json: JsonObject, what: string): DockerConfig {
  const field = (name: string): string => `${what}.${name}`;
  const list = (name: string): readonly string[] | null =>
    json[name] === undefined || json[name] === null ? null : texts(json[name], field(name));
  const flag = (name: string): boolean => json[name] === true;
  const set = (name: string): Readonly<Record<string, object>> | null =>
    keysOf(json[name], field(name));
  const ports = set('ExposedPorts');
  const shell = list('Shell');
  const signal = optionalText(json['StopSignal'], field('StopSignal'));
  const labels = json['Labels'];
  return formatDockerConfig({
    Hostname: optionalText(json['Hostname'], field('Hostname')),
    Domainname: optionalText(json['Domainname'], field('Domainname')),
    User: optionalText(json['User'], field('User')),
    AttachStdin: flag('AttachStdin'),
    AttachStdout: flag('AttachStdout'),
    AttachStderr: flag('AttachStderr'),
    ...(ports ? { ExposedPorts: ports } : {}),
    Tty: flag('Tty'),
    OpenStdin: flag('OpenStdin'),
    StdinOnce: flag('StdinOnce'),
    Env: list('Env'),
    Cmd: list('Cmd'),
    ...healthField(json['Healthcheck'], field('Healthcheck')),
    ...(flag('ArgsEscaped') ? { ArgsEscaped: true } : {}),
    Image: optionalText(json['Image'], field('Image')),
    Volumes: set('Volumes'),
    WorkingDir: optionalText(json['WorkingDir'], field('WorkingDir')),
    Entrypoint: list('Entrypoint'),
    OnBuild: list('OnBuild'),
    Labels: labels === undefined || labels === null ? null : textMap(labels, field('Labels')),
    ...(signal ? { StopSignal: signal } : {}),
    ...(shell ? { Shell: shell } : {}),
  });
}

const order = [
  ...[
    'Hostname',
    'Domainname',
    'User',
    'AttachStdin',
    'AttachStdout',
    'AttachStderr',
    'ExposedPorts',
  ],
  ...[
    'Tty',
    'OpenStdin',
    'StdinOnce',
    'Env',
    'Cmd',
    'Healthcheck',
    'ArgsEscaped',
    'Image',
    'Volumes',
  ],
  ...['WorkingDir', 'Entrypoint', 'OnBuild', 'Labels', 'StopSignal', 'Shell'],
] as const;

/** The same config with its fields in docker's order, maps sorted, and what docker leaves out left out. */
export function formatDockerConfig(config: DockerConfig): DockerConfig {
  const entries = order.flatMap((name): [string, unknown][] => {
    const value = (config as unknown as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) return [];
    const isMap = ['ExposedPorts', 'Volumes', 'Labels'].includes(name) && value !== null;
    return [[name, isMap ? sorted(value as Readonly<Record<string, unknown>>) : value]];
  });
  return Object.fromEntries(entries) as unknown as DockerConfig;
}

function sorted(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keysOf(value: unknown, what: string): Readonly<Record<string, object>> | null {
  if (value === undefined || value === null) return null;
  return Object.fromEntries(Object.keys(object(value, what)).map((key) => [key, {}]));
}

function healthField(value: unknown, what: string): { Healthcheck?: DockerHealthcheck } {
  if (value === undefined || value === null) return {};
  const json = object(value, what);
  const numbers = ['Interval', 'Timeout', 'StartPeriod', 'Retries'] as const;
  const test = json['Test'];
  return {
    Healthcheck: {
      ...(test === undefined ? {} : { Test: array(test, what).map(String) }),
      ...Object.fromEntries(
        numbers.flatMap((name) => (name in json ? [[name, count(json[name], what)]] : [])),
      ),
    },
  };
}
