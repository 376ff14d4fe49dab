import type { Exchange, World } from '../../world/model.ts';
import { sizeText } from '../layers/file-kind.ts';
import { imageParts } from './contents.ts';
import { isOf, only, totalsOf, tookOf } from './exchanges.ts';
import { commandText, durationText, shortDigest } from './words.ts';
import { say } from '../say.ts';

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
    const asked = was ? [] : [say`The docker client asks the engine: ${line}.`];
    return exchange.answer ? [...asked, endSentence(exchange, after, line)] : asked;
  });
}

/** Images that came, went, or go by other names. */
export function imageSentences(before: World, after: World): string[] {
  if (before.images === after.images) return [];
  const [was, is] = [before, after].map(
    (world) => new Map(imageParts(world).map((part) => [part.image.id, part])),
  );
  const sentences: string[] = [];
  for (const [id, { names, note }] of is ?? []) {
    const known = was?.get(id);
    if (!known) sentences.push(say`Image ${names} is here: ${note}.`);
    else if (known.names !== names)
      sentences.push(say`Image ${known.names} is called ${names} now.`);
  }
  for (const [id, { names }] of was ?? [])
    if (!is?.has(id)) sentences.push(say`Image ${names} was removed.`);
  return sentences;
}

function layerSentence({
  way,
  digest,
  size,
  outcome,
}: Extract<Exchange['subject'], { kind: 'layer' }>): string {
  const name = say`Layer ${shortDigest(digest)}`;
  if (outcome === 'exists') {
    return way === 'pull'
      ? say`${name} is here already and was skipped.`
      : say`${name} is in the registry already and was skipped.`;
  }
  return way === 'pull'
    ? say`${name} (${sizeText(size)}) was pulled.`
    : say`${name} (${sizeText(size)}) was pushed.`;
}

function endSentence(command: Exchange, { traffic }: World, line: string): string {
  const { status } = command.answer ?? { status: null };
  if (status === null) return say`${line} was cut off.`;
  const own = traffic.filter((each) => each.command === command.id);
  const asked = only(own, 'registry');
  const { up, down } = totalsOf(asked);
  const carried =
    asked.length === 0
      ? ''
      : asked.length === 1
        ? say`, with 1 registry request and ${sizeText(up + down)}`
        : say`, with ${asked.length} registry requests and ${sizeText(up + down)}`;
  return say`${line} was answered with exit ${String(status)} after ${durationText(tookOf(command) ?? 0)}${carried}.`;
}
