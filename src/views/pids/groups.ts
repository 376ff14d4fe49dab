import type { Millis, NamespaceId } from '../../world/model.ts';
import { label } from '../process-labels.ts';
import { regionNotes, regionTitle } from '../region-title.ts';
import type { Region } from '../regions.ts';
import { blankRow, type Row } from '../row.ts';
import { sizes } from '../style.ts';
import { textWidth } from '../text.ts';
import { groupHead } from './measures.ts';
import type { Group, Line } from './scene.ts';
import type { Setting, Standing } from './stands.ts';
import { say } from '../say.ts';

/** The PID namespaces that have anyone to show, in the order in which they begin. */
export function groupsOf(
  setting: Setting,
  { lines, stands }: Standing,
  regions: readonly Region[],
): Group[] {
  const members = new Map<NamespaceId, { column: number; lines: Line[]; late: Line[] }>();
  for (const line of lines) {
    for (const at of line.stands) {
      const stand = stands[at];
      if (!stand?.group) continue;
      const known = members.get(stand.group) ?? { column: stand.column, lines: [], late: [] };
      known.lines.push(line);
      if (!stand.aligned) known.late.push(line);
      members.set(stand.group, known);
    }
  }
  return [...members].map(([id, { column, lines: own, late }]) => {
    const region = homeOf(id, regions);
    const room = setting.measures.columns[column] ?? { x: 0, width: 0 };
    const life = {
      enter: setting.moves ? least(own.map(({ enter }) => enter)) : null,
      leave: leaveOf(own),
    };
    return {
      ...life,
      id,
      entity: { kind: 'namespace', id },
      row: { ...headOf(setting, { id, region, width: room.width }), ...life },
      column,
      hue: region?.hue ?? null,
      light: setting.emphasis.namespace(id),
      late,
      x: room.x,
      width: room.width,
    };
  });
}

/** The region that the namespace began in, else any that is in it. */
function homeOf(id: NamespaceId, regions: readonly Region[]): Region | null {
  const within = regions.filter((region) => region.namespaces.pid === id);
  return within.find(({ standings }) => standings.pid === 'own') ?? within[0] ?? null;
}

function least(times: readonly (Millis | null)[]): Millis | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

function leaveOf(lines: readonly Line[]): Millis | null {
  if (lines.some(({ leave }) => leave === null)) return null;
  return Math.max(...lines.map(({ leave }) => leave ?? 0));
}

function headOf(
  { emphasis, world }: Setting,
  { id, region, width }: { id: NamespaceId; region: Region | null; width: number },
): Row {
  const whole = region ? regionTitle(region) : say`unnamed`;
  const name = width < 190 ? whole.replace(/ \((unshare|nsenter)\)$/, '') : whole;
  const limit = width - 8;
  const title = label(
    { id: 'title', x: 8, text: name, style: 'title', font: 'serif', size: sizes.title },
    limit - 8,
  );
  const after = 8 + textWidth(title.text, 'serif', sizes.title) + 9;
  const inode = /\[(\d+)\]/.exec(id)?.[1] ?? id;
  const note = `pid:[${inode}]`;
  const fits = after + textWidth(note, 'sans', sizes.note) <= limit;
  const notes = region ? regionNotes(world, region).join(', ') : '';
  return {
    ...blankRow,
    id: `pid/${id}`,
    height: groupHead,
    middle: groupHead / 2 + 1,
    entity: { kind: 'namespace', id },
    label: [say`PID namespace of ${name}`, notes].filter(Boolean).join(', '),
    light: emphasis.namespace(id),
    hit: { x: 2, width: width - 4 },
    labels: [
      title,
      label(
        {
          id: 'note',
          x: after,
          text: fits ? note : '',
          full: `${name}, ${notes}, ${id}`,
          style: 'note',
        },
        limit - after,
      ),
    ],
  };
}
