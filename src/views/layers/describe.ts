import type { World } from '../../world/model.ts';
import type { Account, AccountPart } from '../account.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { sizeOf } from './columns.ts';
import { sizeText } from './file-kind.ts';
import type { Name } from '../../world/merge.ts';
import type { Stack } from './stacks.ts';
import { shownOf, type Shown } from './tree.ts';
import { layerName, nameSentence } from './words.ts';
import { say } from '../say.ts';

/** Sentences of one stack: more are not read by anybody. */
const most = 200;

/** The stacks that are looked at as text: their layers, and every name that the own layer changed. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const shown = shownOf(world, options);
  const parts = shown.stacks.map((_, lane) => partOf(world, shown, lane));
  return { title: say`Layers`, parts };
}

function partOf(world: World, shown: Shown, lane: number): AccountPart {
  const stack = shown.stacks[lane];
  if (!stack) return { title: '', sentences: [], table: null };
  const own = shown.own[lane] ?? -1;
  const sentences: string[] = [];
  for (const { lanes } of shown.roots) {
    const name = lanes[lane];
    if (name) tell(name, sentences, (each) => nameSentence(each, stack, own));
  }
  const where = stack.point ? [say`Merged at ${stack.point}.`] : [say`Not mounted.`];
  return {
    title: `${stack.title}, ${stack.note}`,
    sentences: [...where, ...sizeSentence(world, stack), ...sentences.slice(0, most)],
    table: {
      columns: [say`Layer`, say`Directory`, say`Made by`, say`Names`, say`Bytes`],
      rows: stack.layers.map((layer, i) => {
        const size = sizeOf(world, layer.id);
        const numbers = size ? [String(size.names), sizeText(size.bytes)] : [say`not listed`, ''];
        return [layerName(stack, i), layer.path, layer.instruction ?? '', ...numbers];
      }),
    },
  };
}

/** Once all are listed. */
function sizeSentence(world: World, { layers }: Stack): string[] {
  const sizes = layers.flatMap(({ id }) => sizeOf(world, id) ?? []);
  if (layers.length === 0 || sizes.length < layers.length) return [];
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  return [say`Together its layers hold ${sizeText(bytes)}.`];
}

function tell(name: Name, sentences: string[], say: (name: Name) => string): void {
  if (name.changed === 0) return;
  if (name.change !== 'same' && name.change !== 'hidden') sentences.push(say(name));
  for (const child of name.children) tell(child, sentences, say);
}
