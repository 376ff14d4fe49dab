import type {
  LayersOptions,
  LogOptions,
  MachinesOptions,
  PartsOptions,
} from '../../views/options.ts';
import { folded } from './folds.ts';
import { defaultOptions, type Entity, type ViewOptions } from '../../views/view.ts';

/** What is pointed at in the pictures, what is folded, and whose evidence is open: the same for every view. */
export class Selection {
  options: ViewOptions = $state.raw(defaultOptions);

  constructor(reduced: MediaQueryList) {
    const follow = (): void => this.#set({ motion: reduced.matches ? 'reduced' : 'full' });
    reduced.addEventListener('change', follow);
    follow();
  }

  get selected(): Entity | null {
    return this.options.selected;
  }

  select(selected: Entity | null): void {
    this.#set({ selected });
  }

  hover(hovered: Entity | null): void {
    this.#set({ hovered });
  }

  search(search: string): void {
    this.#set({ search });
  }

  /** Pictures so many times as large, for a hall. */
  enlarge(zoom: number): void {
    this.#set({ zoom });
  }

  showLayers(layers: LayersOptions): void {
    this.#set({ layers });
  }

  showMachines(machines: MachinesOptions): void {
    this.#set({ machines });
  }

  showParts(parts: PartsOptions): void {
    this.#set({ parts });
  }

  showLog(log: LogOptions): void {
    this.#set({ log });
  }

  fold(key: string, open: boolean): void {
    this.#set(folded(this.options, key, open));
  }

  #set(change: Partial<ViewOptions>): void {
    this.options = { ...this.options, ...change };
  }
}
