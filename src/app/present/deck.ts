import type { Lesson, Step } from '../../lesson/lesson.ts';
import type { Block } from '../../lesson/text.ts';

/** What a hall sees of one step, and what the speaker has beside it. */
export interface Slide {
  readonly id: string;
  readonly title: string;
  readonly purpose: readonly Block[];
  /** Lines that Space types, one after the other. */
  readonly lines: readonly string[];
  /** For the speaker alone: what will be seen, and what it means. */
  readonly notes: readonly Block[];
}

/** A lesson as slides: its title, then a slide for each step. */
export function deckOf(lesson: Lesson): Slide[] {
  const { title, summary, introduction, steps } = lesson;
  const purpose: Block = { type: 'paragraph', parts: [{ type: 'text', text: summary }] };
  return [
    { id: '', title, purpose: [purpose], lines: [], notes: toRead(introduction) },
    ...steps.map((step) => ({
      id: step.id,
      title: step.title,
      purpose: step.purpose,
      lines: linesOf(step),
      notes: toRead([...step.expect, ...step.meaning]),
    })),
  ];
}

/** The commands of what is to be done where they lead to the step's goal as the solution does; the solution otherwise. */
function linesOf({ todo, solution }: Step): readonly string[] {
  const shown = commandsIn(todo);
  let next = 0;
  for (const line of shown) if (line === solution.lines[next]) next++;
  return solution.lines.length > 0 && next === solution.lines.length ? shown : solution.lines;
}

/** Notes are read, not clicked. */
function toRead(blocks: readonly Block[]): Block[] {
  return blocks.map((block) =>
    block.type === 'commands' ? { type: 'code', text: block.lines.join('\n') } : block,
  );
}

function commandsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'commands') return block.lines;
    if (block.type === 'list') return block.items.flatMap(commandsIn);
    return block.type === 'quote' ? commandsIn(block.blocks) : [];
  });
}
