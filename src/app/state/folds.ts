import type { ViewOptions } from '../../views/view.ts';

type Folds = Pick<ViewOptions, 'opened' | 'closed'>;

/** The folds after a person opened or closed one by hand. */
export function folded({ opened, closed }: Folds, key: string, open: boolean): Folds {
  return open
    ? { opened: new Set([...opened, key]), closed: without(closed, key) }
    : { opened: without(opened, key), closed: new Set([...closed, key]) };
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...keys].filter((each) => each !== key));
}
