import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment; without it, this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: Uint8Array | string;
  /** Called with each whole line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A program that could not be started or failed, with what it said last. */
export class CommandError extends Error {
  readonly stderr: string;
  constructor(message: string, stderr: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.stderr = stderr;
  }
}

/** Runs a program to its end and resolves with its standard output; throws `CommandError` unless it exits with 0. */
export function runCommand(
  program: string,
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const feed = options.onLine ? lineSplitter(options.onLine) : () => undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      feed(chunk.toString());
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A program that does not read its input to the end closes the pipe early; its exit code tells whether that was an error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('error', (cause) =>
      reject(new CommandError(`Cannot run ${program}: ${cause.message}`, '', { cause })),
    );
    child.on('close', (code, signal) => {
      const stderr = Buffer.concat(err).toString();
      if (code === 0) resolve(Buffer.concat(out).toString());
      else {
        const words = [program, ...argv].join(' ').slice(0, 300);
        reject(
          new CommandError(`${words}: exit ${code ?? signal}\n${stderr.slice(-4000)}`, stderr),
        );
      }
    });
  });
}

function lineSplitter(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}
