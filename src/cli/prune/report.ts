// The frame around every prune: a question before, and what came of it after.
import type { Pruned } from '../../engine/prune.ts';
import type { Removal } from '../../engine/remove-image.ts';
import type { Call } from '../command.ts';
import { formatSize } from '../human.ts';

/** Whether to go on: what `--force` says, or the person's answer. */
export async function confirm({ client, flags }: Call, question: string): Promise<boolean> {
  if (flags.bool('force')) return true;
  await client.out(`${question} [y/N] `);
  return (await client.line()).trim().toLowerCase() === 'y';
}

export function formatRemoved(title: string, names: readonly string[]): string {
  return names.length > 0 ? `${title}:\n${names.join('\n')}\n\n` : '';
}

export function formatImages({ removed }: Pruned<Removal>): string {
  const lines = removed.map((each) =>
    'untagged' in each ? `untagged: ${each.untagged}` : `deleted: ${each.deleted}`,
  );
  return formatRemoved('Deleted Images', lines);
}

export function formatReclaimed(bytes: number): string {
  return `Total reclaimed space: ${formatSize(bytes, 4)}\n`;
}
