import type { Where } from '../options.ts';
import { wrapText } from '../text.ts';
import { drawings, unmeasured, type Drawing } from './comparison.ts';
import {
  columnOf,
  headEnd,
  narrowGround,
  titleIn,
  wideGround,
  type Heights,
  type Measures,
} from './measures.ts';
import { partContent } from './part-contents.ts';
import type { Label, PartsScene, Wire, WireName } from './scene.ts';
import { operationsLabel, socketLabel } from './wire-labels.ts';

const names = ['client', 'engine', 'containers', 'images', 'hub', 'local'] as const;
type Name = (typeof names)[number];
const least: Readonly<Record<Name, number>> = {
  ...{ hub: 54, local: 54, engine: 92, client: 86, containers: 92, images: 70 },
};

/** The same parts where Docker runs otherwise: a drawing, of which nothing is measured. */
export function drawingOf(
  where: Exclude<Where, 'page'>,
  m: Measures,
  { zoom, room }: { readonly zoom: number; readonly room: number },
): PartsScene {
  const drawing = drawings()[where];
  const head = headLabels(drawing, m);
  const contents = names.map((name) => {
    const [title, text] = drawing.parts[name];
    const { width } = columnOf(m, name, where);
    const texts = [[text, 'note'] as const];
    const about = { title, texts, width, least: least[name] };
    return [name, partContent(name, about, { spoken: `${title}: ${text}` })] as const;
  });
  const heights: Heights = {
    ...{ agent: 0, ...least },
    ...Object.fromEntries(contents.map(([name, { height }]) => [name, height])),
  };
  const build = m.narrow ? narrowGround : wideGround;
  const ground = build(m, heights, where, { head: (head.at(-1)?.y ?? 0) + 14, transfer: 0 });
  const remarks = remarkLabels(drawing, m, ground.bottom + 34);
  const bottom = (remarks.at(-1)?.y ?? ground.bottom) + 20;
  const wires = [...ground.wires].map(([id, points]): Wire => {
    // A desktop's engine has a frame around it.
    const off = where === 'desktop' ? m.pad + 8 : 8;
    const label = wireLabel(id, points, { ...drawing, off });
    return { id, points, label, busy: false, dashed: false };
  });
  return {
    ...{ width: m.width, height: bottom, zoom, room, bottom, wires },
    frames: ground.frames.map(({ id, around }) => ({
      ...around,
      ...{ id, ...titleIn(around, ground.wires, drawing[id]) },
    })),
    boxes: [...ground.boxes.values()],
    items: contents.flatMap(([name, { items }]) => {
      const { x, y } = ground.boxes.get(name) ?? { x: 0, y: 0 };
      return items.map((item) => ({ ...item, x, y }));
    }),
    labels: [...head, ...remarks],
    journeys: [],
    restsAt: -Infinity,
  };
}

function headLabels({ title }: Drawing, m: Measures): Label[] {
  const room = headEnd(m) - m.margin;
  const titles = wrapText(title, room, { font: 'sans', size: 13.5 });
  const notes = wrapText(unmeasured(), room, { font: 'sans', size: 12 });
  const notesY = 47 + (titles.length - 1) * 17;
  return [
    ...titles.map((text, i): Label => ({ text, x: m.margin, y: 28 + i * 17, look: 'head' })),
    ...notes.map((text, i): Label => ({ text, x: m.margin, y: notesY + i * 16, look: 'note' })),
  ];
}

function wireLabel(
  id: WireName,
  points: Wire['points'],
  { socket, operations, off }: Drawing & { readonly off: number },
): Label | null {
  if (id === 'socket') return socketLabel(socket, points, off);
  return id === 'operations' ? operationsLabel(operations, points) : null;
}

function remarkLabels({ remarks }: Drawing, m: Measures, top: number): Label[] {
  const room = Math.min(m.width, 860) - 2 * m.margin;
  let y = top;
  return remarks.flatMap((remark) => {
    const lines = wrapText(remark, room, { font: 'sans', size: 12.5 });
    const labels = lines.map((text, i): Label => ({
      text,
      x: m.margin + 2,
      y: y + i * 17,
      look: 'plain',
    }));
    y += lines.length * 17 + 7;
    return labels;
  });
}
