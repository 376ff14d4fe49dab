// The runtime's messages in docker's words. crun's own texts are short; docker's users know runc's.
import { EngineError } from './error.ts';

interface Translation {
  readonly pattern: RegExp;
  readonly text: (match: RegExpExecArray, program: string) => string;
}

/** By number (getrlimit(2)). */
const limits =
  'CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS LOCKS SIGPENDING MSGQUEUE NICE RTPRIO RTTIME'.split(
    ' ',
  );

const inInit = 'error during container init: ';

const translations: readonly Translation[] = [
  {
    pattern: /open `?(\/proc\/sys\/[^`:]*)`?: No such file or directory/,
    text: (match) => `${inInit}open ${match[1] ?? ''}: no such file or directory`,
  },
  {
    pattern: /setrlimit `RLIMIT_(\w+)`: (.*)/,
    text: ([, name = '', why = '']) =>
      `${inInit}error setting rlimits for ready process: error setting rlimit type ${String(limits.indexOf(name))}: ${why.toLowerCase()}`,
  },
  {
    pattern: /sethostname: (.*)/,
    text: (match) => `${inInit}sethostname: ${(match[1] ?? '').toLowerCase()}`,
  },
  {
    pattern: /mount `([^`]*)` to `([^`]*)`: (.*)/,
    text: ([, source = '', target = '', why = '']) =>
      `${inInit}error mounting ${quote(source)} to rootfs at ${quote(`/${target}`)}: ${mountFault(source, target, why.toLowerCase())}`,
  },
  {
    // A name with a slash is not looked for in $PATH, whatever crun says.
    pattern: /executable file .* not found|(?:open|exec)\w* .*: No such file or directory/,
    text: (_, program) =>
      program.includes('/')
        ? `exec: ${quote(program)}: stat ${program}: no such file or directory`
        : `exec: ${quote(program)}: executable file not found in $PATH`,
  },
  {
    pattern: /(?:open|exec)\w* .*: (?:Permission denied|Operation not permitted)$/,
    text: (_, program) =>
      program === ''
        ? `exec: "": executable file not found in $PATH`
        : `exec: ${quote(program)}: permission denied`,
  },
  {
    pattern: /ch(?:ange )?dir(?:ectory)?[^/]*[`'"]?(\/[^`'":]*)[`'"]?:? *(.*)/,
    text: (match) =>
      `chdir to cwd (${quote(match[1] ?? '')}) set in config.json failed: ${(match[2] ?? '').toLowerCase()}`,
  },
];

const noDirectory = 'not a directory';

function mountFault(source: string, target: string, why: string): string {
  if (why !== noDirectory) return why;
  return `mount ${source}:/${target} (via /proc/self/fd/6), flags: 0x5000: ${why}`;
}

/** What kept a container's or exec's first process from starting, as the reference's runtime would say it. */
export function explainFailure(message: string, program: string): string {
  const line = lastLine(message);
  for (const { pattern, text } of translations) {
    const match = pattern.exec(line);
    if (match) return `unable to start container process: ${text(match, program)}`;
  }
  return line.replace(/^crun: /, '');
}

const mountAdvice =
  ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';

/** The daemon's error for a container that could not be started. */
export function startFailure(message: string, program: string): EngineError {
  return runtimeFailure(explainFailure(message, program));
}

/** The daemon's error for what the runtime says. */
export function runtimeFailure(why: string): EngineError {
  const advice = why.includes(noDirectory) ? mountAdvice : '';
  return new EngineError(
    'system',
    `failed to create shim task: OCI runtime create failed: runc create failed: ${why}: unknown${advice}`,
  );
}

/** The daemon's message for an exec that could not be started. */
export function execFailure(message: string, program: string): string {
  if (/chdir `[^/`]/.test(message)) {
    return 'OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown';
  }
  return `OCI runtime exec failed: exec failed: ${explainFailure(message, program)}: unknown`;
}

function lastLine(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+:? /, '').trim())
    .filter((line) => line !== '');
  return lines.at(-1) ?? 'the runtime gave no reason';
}

function quote(text: string): string {
  return JSON.stringify(text);
}
