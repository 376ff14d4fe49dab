import { round, type Group } from '../svg.ts';
import type { Label } from './scene.ts';

export function joinLabels(group: Group, labels: readonly Label[]): void {
  group
    .selectAll<SVGTextElement, Label>(':scope > text')
    .data(labels)
    .join('text')
    .attr('class', ({ style }) => `set-${style}`)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .text(({ text }) => text);
}
