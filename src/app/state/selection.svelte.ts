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

  fold(key: string, open: boolean): void {
    const { opened, closed } = this.options;
    this.#set({
      opened: open ? new Set([...opened, key]) : without(opened, key),
      closed: open ? without(closed, key) : new Set([...closed, key]),
    });
  }

  #set(change: Partial<ViewOptions>): void {
    this.options = { ...this.options, ...change };
  }
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...keys].filter((each) => each !== key));
}
