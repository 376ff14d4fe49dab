/** Why a recorded session is offered before the machine is started. */
export type FilmReason = 'small' | 'memory' | 'died';

export interface Surroundings {
  /** Whether the page is as narrow as a phone. */
  readonly narrow: boolean;
  /** Gigabytes, as far as the browser tells. */
  readonly memory: number | undefined;
  /** Of this tab, for as long as it is open. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

const booting = 'fishbowl.booting';
const anyway = 'fishbowl.anyway';
/** With less than this the browser may end a tab that holds a machine, GB. */
const leastMemory = 4;

/** Whether the machine should not start by itself. A person who started it anyway is asked again only if the tab died of it. */
export function reasonForFilm({ narrow, memory, storage }: Surroundings): FilmReason | null {
  if (storage.getItem(booting) !== null) {
    storage.removeItem(booting);
    return 'died';
  }
  if (storage.getItem(anyway) !== null) return null;
  if (narrow) return 'small';
  return memory !== undefined && memory < leastMemory ? 'memory' : null;
}

/** The machine is about to start: if neither `bootEnded` nor leaving the page follows, the tab has died. */
export function bootBegins(storage: Surroundings['storage'], asked: boolean): void {
  if (asked) storage.setItem(anyway, 'yes');
  storage.setItem(booting, 'yes');
}

export function bootEnded(storage: Surroundings['storage']): void {
  storage.removeItem(booting);
}
