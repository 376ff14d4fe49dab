import type { Message } from './journal.ts';
import type { EngineState } from './state.ts';

/** For `docker events`: what all went is told one by one before. */
export function notePrune(engine: EngineState, type: Message['type'], reclaimed: number): void {
  engine.journal.add({
    type,
    action: 'prune',
    id: '',
    attributes: { reclaimed: String(reclaimed) },
  });
}
