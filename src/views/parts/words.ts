import type { Exchange, World } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import { tookOf, type TransferredLayer } from './exchanges.ts';

export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

const withShortDigests = (text: string): string =>
  text.replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, 'sha256:$1…');

export function durationText(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function countText(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([op, count]) => (count === 1 ? op : `${op} ×${String(count)}`)).join(', ');
}

/** A command line as it could be typed. */
export function commandText(argv: readonly string[]): string {
  return argv
    .map((word) => (/[\s"'\\]/.test(word) || word === '' ? JSON.stringify(word) : word))
    .join(' ');
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** Who speaks to whom. */
export function waysOf({ subject }: Exchange): string {
  switch (subject.kind) {
    case 'command':
      return 'client → engine';
    case 'operations':
      return 'engine → agent';
    case 'registry':
      return `engine → ${subject.host}`;
    case 'layer':
      return subject.way === 'pull' ? 'registry → images' : 'images → registry';
    case 'event':
      return 'engine tells';
    case 'attach':
      return 'client ↔ container';
  }
}

/** What was said, in one line. */
export function saidOf({ subject }: Exchange, world: World): string {
  switch (subject.kind) {
    case 'command':
      return commandText(subject.argv);
    case 'operations':
      return operationsText(subject);
    case 'registry':
      return withShortDigests(subject.request);
    case 'layer':
      return layerText(subject);
    case 'event': {
      const { topic, action, name, subject: id } = subject;
      return `${topic} ${action} ${name || id.slice(0, 12)}`;
    }
    case 'attach':
      return `joined with ${containerName(world, subject.container)}: what is typed and shown goes past the engine`;
  }
}

type Subject<K extends Exchange['subject']['kind']> = Extract<Exchange['subject'], { kind: K }>;

function operationsText({ counts, lines }: Subject<'operations'>): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (lines.length === total) return lines.join(', ');
  const more = lines.length > 0 ? `: ${lines.join(', ')}` : '';
  return `${countText(Object.entries(counts))}${more}`;
}

function layerText({ way, digest, outcome }: Subject<'layer'>): string {
  const name = `layer ${shortDigest(digest)}`;
  if (outcome === 'travelled') return `${name} ${way === 'pull' ? 'came' : 'was sent'}`;
  return `${name} is ${way === 'pull' ? 'here' : 'there'} already: skipped`;
}

/** The socket of an exec bears another id: then it is the program that was started. */
function containerName({ containers }: World, id: string): string {
  for (const container of containers.values()) if (container.id === id) return container.name;
  return 'the program in it';
}

/** What came back. */
export function resultOf(exchange: Exchange): string {
  const { subject, answer } = exchange;
  if (subject.kind === 'event') return '';
  if (subject.kind === 'layer') return sizeText(subject.size);
  if (!answer) return 'no answer yet';
  if (answer.status === null) return 'cut off';
  return answerText(subject, answer.status, {
    bytes: answer.bytes + ('bytes' in subject ? subject.bytes : 0),
    took: durationText(tookOf(exchange) ?? 0),
  });
}

function answerText(
  { kind }: Exchange['subject'],
  status: number,
  { bytes, took }: { readonly bytes: number; readonly took: string },
): string {
  if (kind === 'attach') return `for ${took}`;
  if (kind === 'command') return `exit ${String(status)}, ${took}`;
  const amount = bytes > 0 ? [sizeText(bytes)] : [];
  if (kind === 'registry')
    return [status === 0 ? 'no answer' : String(status), ...amount, took].join(', ');
  return [...(status > 0 ? [`${String(status)} failed`] : []), ...amount, took].join(', ');
}

export function hasFailed({ subject, answer }: Exchange): boolean {
  const status = answer?.status ?? 0;
  if (subject.kind === 'registry') {
    // "Is it there?" may be answered with no: that is why it is asked.
    const isQuestion = subject.request.startsWith('HEAD ') && status === 404;
    return answer !== null && !isQuestion && (status === 0 || status >= 400);
  }
  return subject.kind === 'command' && status !== 0;
}

/** The whole exchange in one sentence. */
export function exchangeSentence(exchange: Exchange, world: World): string {
  const result = resultOf(exchange);
  return `${waysOf(exchange)}: ${saidOf(exchange, world)}${result === '' ? '' : ` (${result})`}.`;
}

/** How a layer of a pull or push fared, in a word or two. */
export function fateOf({ state, exchange: { subject } }: TransferredLayer): string {
  const isPush = subject.kind === 'layer' && subject.way === 'push';
  switch (state) {
    case 'exists':
      return isPush ? 'already there' : 'already here';
    case 'travelled':
      return isPush ? 'sent' : 'came';
    case 'asked':
      return 'asked for';
    case 'arrived':
      return 'arrived';
  }
}
