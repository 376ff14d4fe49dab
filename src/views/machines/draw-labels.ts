import { round, type Group } from '../svg.ts';
import { writeTexts } from '../write.ts';
import type { Label } from './scene.ts';

export function joinLabels(group: Group, labels: readonly Label[]): void {
  const text = group
    .selectAll<SVGTextElement, Label>(':scope > text')
    .data(labels)
    .join('text')
    .attr('class', ({ style }) => `set-${style}`)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y));
  writeTexts(text, (label) => label);
}
