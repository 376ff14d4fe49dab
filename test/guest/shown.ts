// What the pictures say of processes and containers, read from their scenes as a person reads them: from numbers, marks, beads and figures.
import type { Row, Shape } from '../../src/views/row.ts';
import { layout as layoutMachines } from '../../src/views/machines/layout.ts';
import { layout as layoutNamespaces } from '../../src/views/namespaces/layout.ts';
import { layout as layoutPids } from '../../src/views/pids/layout.ts';
import { defaultOptions, type ViewOptions } from '../../src/views/options.ts';
import type { World } from '../../src/world/model.ts';

/** Holds every key: nothing is folded. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** Nothing folded, nothing under way: what is left is the state. */
export const everything: ViewOptions = {
  ...defaultOptions,
  opened: new Everything(),
  motion: 'reduced',
};
const size = { width: 1400, height: 1000 };

export interface ShownProcess {
  /** Its numbers as they are shown, the host's first. */
  readonly pids: readonly string[];
  readonly shape: Shape | undefined;
}

export interface ShownInNamespaces extends ShownProcess {
  /** The namespaces whose beads stand at its region, by kind. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/** By the number on the host. */
export function shownInNamespaces(world: World): ReadonlyMap<number, ShownInNamespaces> {
  const { rows, bands } = layoutNamespaces(world, size, everything);
  const shown = new Map<number, ShownInNamespaces>();
  for (const [index, row] of rows.entries()) {
    if (row.entity?.kind !== 'process') continue;
    const around = bands.filter(({ first, last }) => first <= index && index <= last);
    const head = Math.max(0, ...around.map(({ first }) => first));
    const numbers = ['host', 'inner'].flatMap((id) => numberOf(row, id) ?? []);
    const namespaces = Object.fromEntries(
      (rows[head]?.beads ?? []).map(({ kind, entity }) => [kind, entity.id]),
    );
    const { shape } = row.mark ?? {};
    shown.set(Number(numbers[0]), { pids: numbers, shape, namespaces });
  }
  return shown;
}

export interface ShownInPids extends ShownProcess {
  /** The PID namespace of its last number; null for the host's alone. */
  readonly group: string | null;
  /** Number of the process it hangs from, in the host's tree. */
  readonly parent: number | null;
}

/** By the number on the host. */
export function shownInPids(world: World): ReadonlyMap<number, ShownInPids> {
  const { lines, stands } = layoutPids(world, size, everything);
  const shown = new Map<number, ShownInPids>();
  for (const line of lines) {
    const own = line.stands.flatMap((at) => stands[at] ?? []);
    const [first] = own;
    if (first?.row.entity?.kind !== 'process') continue;
    const parent = first.parent === null ? undefined : stands[first.parent]?.row;
    const pids = own.flatMap(({ row }) => numberOf(row, 'number') ?? []);
    shown.set(Number(pids[0]), {
      pids,
      shape: first.row.mark?.shape,
      group: own.at(-1)?.group ?? null,
      parent: parent ? Number(numberOf(parent, 'number')) : null,
    });
  }
  return shown;
}

function numberOf({ labels }: Row, id: string): string | undefined {
  return labels.find((label) => label.id === id)?.text;
}

/** Figures of a container's block, as far as the block says them: bytes with the step of its last digit. */
export interface ShownContainer {
  readonly memory: Figure | null;
  readonly disk: Figure | null;
  readonly processes: number | null;
}

export interface Figure {
  readonly bytes: number;
  readonly step: number;
}

const units: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/** By container. */
export function shownInMachines(world: World): ReadonlyMap<string, ShownContainer> {
  const { blocks } = layoutMachines(world, size, everything);
  return new Map(
    blocks
      .filter(({ kind }) => kind === 'container')
      .map(({ id, labels }) => {
        const text = labels.find(({ style }) => style === 'figure')?.text ?? '';
        const figure = (pattern: RegExp): Figure | null => {
          const [, digits, unit = 'B'] = pattern.exec(text) ?? [];
          if (digits === undefined) return null;
          const step = (units[unit] ?? 1) * (digits.includes('.') ? 0.1 : 1);
          return { bytes: Number(digits) * (units[unit] ?? 1), step };
        };
        const processes = /(\d+) process/.exec(text)?.[1];
        return [
          id,
          {
            memory: figure(/· ([\d.]+) ([KMG]?B) \(peak/),
            disk: figure(/· ([\d.]+) ([KMG]?B) own/),
            processes: processes === undefined ? null : Number(processes),
          },
        ];
      }),
  );
}
