// The guest's own program for archives (src/guest/archive): bulk goes from file to file, not through the engine.
import { type Agent, AgentError, type ProgramResult, type ProgramSpec } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Digest } from '../oci/digest.ts';
import { EngineError } from './error.ts';

/** Where an archive comes from or goes to: a file of the guest, or the stream that a docker client has lent. */
export type Stream = { readonly path: string } | { readonly client: number };

export interface ArchiveStreams {
  readonly input?: Stream;
  readonly output?: Stream;
  /** Instead of a stream: these bytes. */
  readonly stdin?: Uint8Array;
}

/** What was packed or unpacked: digest of the tar, bytes of files and symlinks in it. */
export interface Packed {
  readonly digest: Digest;
  readonly size: number;
}

export interface Archived {
  /** What it told, a JSON object a line. */
  readonly facts: readonly unknown[];
  readonly stdout: Uint8Array;
}

const program = '/usr/libexec/fishbowl/archive';
const largestOutput = 0x7fff_ffff;

/** Runs it; its first complaint becomes the error. */
export async function runArchive(
  agent: Agent,
  argv: readonly string[],
  { input, output, stdin }: ArchiveStreams = {},
): Promise<Archived> {
  const client = [input, output].find((stream) => stream && 'client' in stream);
  const result = await run(agent, {
    argv: [program, ...withFiles(argv, input, output)],
    limit: largestOutput,
    ...(stdin ? { stdin } : {}),
    ...(client && 'client' in client ? { lent: lentStreams(client.client, input, output) } : {}),
  });
  const lines = decodeText(result.stderr)
    .split('\n')
    .filter((line) => line !== '');
  const complaint = lines.find((line) => !line.startsWith('{'));
  if (result.exit !== 0) throw new EngineError('system', complaint ?? 'signal: killed');
  const facts = lines.filter((line) => line.startsWith('{'));
  return { facts: facts.map((line): unknown => JSON.parse(line)), stdout: result.stdout };
}

/** As `runArchive`, for a verb that tells a digest last. */
export async function runPacking(
  agent: Agent,
  argv: readonly string[],
  streams: ArchiveStreams = {},
): Promise<Packed> {
  const { facts } = await runArchive(agent, argv, streams);
  return facts.at(-1) as Packed;
}

async function run(agent: Agent, spec: ProgramSpec): Promise<ProgramResult> {
  try {
    return await agent.call({ op: 'run', ...spec });
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    throw new EngineError('system', error.message, { cause: error });
  }
}

function withFiles(argv: readonly string[], input?: Stream, output?: Stream): string[] {
  const [verb = '', ...rest] = argv;
  const from = input && 'path' in input ? ['-i', input.path] : [];
  const to = output && 'path' in output ? ['-t', output.path] : [];
  return [verb, ...from, ...to, ...rest];
}

function lentStreams(
  client: number,
  input?: Stream,
  output?: Stream,
): { client: number; stdin: boolean; stdout: boolean } {
  return {
    client,
    stdin: input !== undefined && 'client' in input,
    stdout: output !== undefined && 'client' in output,
  };
}
