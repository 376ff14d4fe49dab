import type { World } from '../../world/model.ts';
import { fitText, textWidth } from '../text.ts';
import { sizeOf, tallyOf, type Slot, type Tally } from './columns.ts';
import { sizeText } from './file-kind.ts';
import { laneHeadHeight, type Measures } from './measures.ts';
import type { Name } from '../../world/merge.ts';
import type { LaneHead } from './scene.ts';
import type { Node, Shown } from './tree.ts';
import { layerName } from './words.ts';
import { say } from '../say.ts';

/** From the swatch to the name. */
const titleX = 19;

/** The stacks' names and what their own layers did. */
export function laneHeads(shown: Shown, { margin, width, narrow }: Measures): readonly LaneHead[] {
  return shown.stacks.map((stack, i) => {
    const own = shown.own[i] ?? -1;
    const tally = own < 0 ? '' : tallyText(tallyOf(namesOf(shown, i)), layerName(stack, own));
    const room = width - 2 * margin - 20;
    const title = fitText(stack.title, room * 0.4, 'serif', 15);
    const noteX = titleX + textWidth(title, 'serif', 15) + 10;
    const tallyWidth = narrow ? 0 : textWidth(tally, 'sans', 11.5) + 12;
    const note = fitText(stack.note, room + titleX - noteX - tallyWidth, 'sans', 11.5);
    return {
      ...{ id: stack.id, hue: stack.hue, title, y: 8 + i * laneHeadHeight + 12 },
      ...{ note, noteX, full: `${stack.title}, ${stack.note}` },
      tally: narrow ? '' : tally,
      tallyX: noteX + textWidth(note, 'sans', 11.5) + 12,
    };
  });
}

/** One stack's own names at the top of the tree. */
function namesOf({ roots }: Shown, lane: number): readonly Name[] {
  const known = byLane.get(roots);
  if (known?.[lane]) return known[lane];
  const names = roots.flatMap(({ lanes }) => lanes[lane] ?? []);
  const all = known ?? [];
  all[lane] = names;
  byLane.set(roots, all);
  return names;
}

const byLane = new WeakMap<readonly Node[], (readonly Name[])[]>();

function tallyText({ added, modified, deleted }: Tally, layer: string): string {
  const parts = [
    added > 0 ? say`${String(added)} added` : '',
    modified > 0 ? say`${String(modified)} changed` : '',
    deleted > 0 ? say`${String(deleted)} deleted` : '',
  ].filter(Boolean);
  return `${layer}: ${parts.join(', ') || say`nothing changed`}`;
}

/** What sharing saves and what is stored but cannot be seen. */
export function totalsOf(world: World, shown: Shown, slots: readonly Slot[]): string {
  if (shown.stacks.length === 0)
    return say`No overlay is mounted and there is no image yet. Try: docker run -it busybox`;
  if (shown.waiting) return say`The layers are being listed.`;
  const parts: string[] = [];
  const shared = slots.filter((slot) => slot.shared);
  const bytes = shared.reduce((sum, { layers }) => {
    const id = layers[0]?.id;
    return sum + (id ? (sizeOf(world, id)?.bytes ?? 0) : 0);
  }, 0);
  if (shared.length > 0) {
    const saved = bytes * (shown.stacks.length - 1);
    const sizes = [sizeText(bytes), sizeText(saved)] as const;
    parts.push(
      shared.length > 1
        ? say`${shared.length} layers are shared and stored once: ${sizes[0]}, which saves ${sizes[1]}.`
        : say`One layer is shared and stored once: ${sizes[0]}, which saves ${sizes[1]}.`,
    );
  }
  const hidden = shown.stacks.map((_, i) => tallyOf(namesOf(shown, i)).hiddenBytes);
  const most = Math.max(...hidden);
  if (most > 0) parts.push(say`Stored but hidden: ${hidden.map(sizeText).join(' | ')}.`);
  return parts.join(' ') || say`Nothing is hidden: every file that is stored can be seen.`;
}
