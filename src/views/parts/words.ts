import type { Exchange, World } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import { tookOf, type TransferredLayer } from './exchanges.ts';
import { decimal } from '../../base/language.ts';
import { say } from '../say.ts';

export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

const withShortDigests = (text: string): string =>
  text.replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, 'sha256:$1…');

export function durationText(ms: number): string {
  if (ms < 9.95) return `${decimal(ms, 1)} ms`;
  return ms < 999.5 ? `${String(Math.round(ms))} ms` : `${decimal(ms / 1000, 1)} s`;
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

/** Who speaks to whom. */
export function waysOf({ subject }: Exchange): string {
  switch (subject.kind) {
    case 'command':
      return say`client → engine`;
    case 'operations':
      return say`engine → agent`;
    case 'registry':
      return say`engine → ${subject.host}`;
    case 'layer':
      return subject.way === 'pull' ? say`registry → images` : say`images → registry`;
    case 'event':
      return say`engine tells`;
    case 'attach':
      return say`client ↔ container`;
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
      return say`joined with ${containerName(world, subject.container)}: what is typed and shown goes past the engine`;
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
  const name = say`layer ${shortDigest(digest)}`;
  if (outcome === 'travelled') return way === 'pull' ? say`${name} came` : say`${name} was sent`;
  return way === 'pull'
    ? say`${name} is here already: skipped`
    : say`${name} is there already: skipped`;
}

/** The socket of an exec bears another id: then it is the program that was started. */
function containerName({ containers }: World, id: string): string {
  for (const container of containers.values()) if (container.id === id) return container.name;
  return say`the program in it`;
}

/** What came back. */
export function resultOf(exchange: Exchange): string {
  const { subject, answer } = exchange;
  if (subject.kind === 'event') return '';
  if (subject.kind === 'layer') return sizeText(subject.size);
  if (!answer && exchange.came) return say`${sizeText(exchange.came)} so far`;
  if (!answer) return say`no answer yet`;
  if (answer.status === null) return say`cut off`;
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
  if (kind === 'attach') return say`for ${took}`;
  if (kind === 'command') return say`exit ${String(status)}, ${took}`;
  const amount = bytes > 0 ? [sizeText(bytes)] : [];
  if (kind === 'registry')
    return [status === 0 ? say`no answer` : String(status), ...amount, took].join(', ');
  return [...(status > 0 ? [say`${String(status)} failed`] : []), ...amount, took].join(', ');
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
export function fateOf({ state, exchange: { subject, came } }: TransferredLayer): string {
  const isPush = subject.kind === 'layer' && subject.way === 'push';
  switch (state) {
    case 'exists':
      return isPush ? say`already there` : say`already here`;
    case 'travelled':
      return isPush ? say`sent` : say`came`;
    case 'asked':
      return came ? `${sizeText(came)} …` : say`asked for`;
    case 'arrived':
      return say`arrived`;
  }
}
