import type { Exchange, World } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import { isOf, only, totalsOf, tookOf } from './exchanges.ts';
import { commandText, durationText, plural, shortDigest } from './words.ts';

/** What docker's parts said between two worlds: commands, what they came to, layers; not every message. */
export function trafficSentences(before: World, after: World): string[] {
  if (before.traffic === after.traffic) return [];
  const known = new Map(before.traffic.map((each) => [each.id, each]));
  return after.traffic.flatMap((exchange) => {
    const was = known.get(exchange.id);
    if (was === exchange) return [];
    if (isOf(exchange, 'layer')) return was ? [] : [layerSentence(exchange.subject)];
    if (!isOf(exchange, 'command')) return [];
    const line = commandText(exchange.subject.argv);
    const asked = was ? [] : [`The docker client asks the engine: ${line}.`];
    return exchange.answer ? [...asked, endSentence(exchange, after, line)] : asked;
  });
}

function layerSentence({
  way,
  digest,
  size,
  outcome,
}: Extract<Exchange['subject'], { kind: 'layer' }>): string {
  const name = `Layer ${shortDigest(digest)}`;
  if (outcome === 'exists') {
    const where = way === 'pull' ? 'here' : 'in the registry';
    return `${name} is ${where} already and was skipped.`;
  }
  return `${name} (${sizeText(size)}) was ${way === 'pull' ? 'pulled' : 'pushed'}.`;
}

function endSentence(command: Exchange, { traffic }: World, line: string): string {
  const { status } = command.answer ?? { status: null };
  if (status === null) return `${line} was cut off.`;
  const own = traffic.filter((each) => each.command === command.id);
  const asked = only(own, 'registry');
  const { up, down } = totalsOf(asked);
  const carried =
    asked.length === 0
      ? ''
      : `, with ${plural(asked.length, 'registry request')} and ${sizeText(up + down)}`;
  return `${line} was answered with exit ${String(status)} after ${durationText(tookOf(command) ?? 0)}${carried}.`;
}
