import type { Lesson, Step } from '../../lesson/lesson.ts';
import { commandsIn, type Block, type Cue } from '../../lesson/text.ts';

export type { Cue };

/** What a hall sees of one step, and what the speaker has beside it. */
export interface Slide {
  readonly id: string;
  readonly title: string;
  readonly purpose: readonly Block[];
  /** The picture, or pictures, that tell it best. */
  readonly view: string;
  /** Typed one after the other. */
  readonly lines: readonly Cue[];
  /** For the speaker alone: what will be seen, and what it means. */
  readonly notes: readonly Block[];
}

/** A lesson as slides: its title, then a slide for each step. */
export function deckOf(lesson: Lesson): Slide[] {
  const { title, summary, introduction, steps, view } = lesson;
  const purpose: Block = { type: 'paragraph', parts: [{ type: 'text', text: summary }] };
  return [
    { id: '', title, purpose: [purpose], view, lines: [], notes: toRead(introduction) },
    ...steps.map((step) => ({
      id: step.id,
      title: step.title,
      purpose: step.purpose,
      view: step.view,
      lines: linesOf(step),
      notes: toRead([...step.expect, ...step.meaning]),
    })),
  ];
}

/** The commands of what is to be done where they lead to the step's goal as the solution does; the solution otherwise. */
function linesOf({ todo, solution }: Step): readonly Cue[] {
  const shown = commandsIn(todo);
  let next = 0;
  for (const { text } of shown) if (text === solution.lines[next]) next++;
  if (solution.lines.length > 0 && next === solution.lines.length) return shown;
  return solution.lines.map((text, at) => ({ text, host: at === 0 }));
}

/** Notes are read, not clicked. */
function toRead(blocks: readonly Block[]): Block[] {
  return blocks.map((block) =>
    block.type === 'commands' ? { type: 'code', text: block.lines.join('\n') } : block,
  );
}
