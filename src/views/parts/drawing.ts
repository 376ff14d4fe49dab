import type { Where } from '../options.ts';
import { fitText } from '../text.ts';
import { drawings, unmeasured, type Drawing } from './comparison.ts';
import { linesIn, sizes } from './items.ts';
import { narrowGround, titleXOf, wideGround, type Measures, type Heights } from './measures.ts';
import type { Box, Item, Label, PartName, PartsScene, Wire } from './scene.ts';
import { wrapText } from './wrap.ts';

const names = ['client', 'engine', 'containers', 'images', 'hub', 'local'] as const;
const heights: Heights = {
  ...{ hub: 54, local: 54, engine: 92, agent: 0 },
  ...{ client: 86, containers: 92, images: 70 },
};

/** The same parts where Docker runs otherwise: a drawing, of which nothing is measured. */
export function drawingOf(
  where: Exclude<Where, 'page'>,
  m: Measures,
  { zoom, room }: { readonly zoom: number; readonly room: number },
): PartsScene {
  const drawing = drawings()[where];
  const ground = (m.narrow ? narrowGround : wideGround)(m, heights, where, 0);
  const remarks = remarkLabels(drawing, m, ground.bottom + 34);
  const bottom = (remarks.at(-1)?.y ?? ground.bottom) + 20;
  const wires = [...ground.wires].map(([id, points]): Wire => {
    const label = wireLabel(id, points, drawing, m.narrow);
    return { id, points, label, busy: false, dashed: false };
  });
  return {
    ...{ width: m.width, height: bottom, zoom, room, bottom, wires },
    frames: ground.frames.map(({ id, around }) => ({
      ...around,
      ...{ id, title: fitText(drawing[id], around.width - 20, 'sans', 12) },
      titleX: titleXOf(around, ground.wires),
    })),
    boxes: [...ground.boxes.values()],
    items: names.flatMap((name) => partItem(name, ground.boxes.get(name), drawing)),
    labels: [
      { text: drawing.title, x: m.margin, y: 28, look: 'head' },
      ...wrapText(unmeasured(), m.width - 2 * m.margin - (m.narrow ? 0 : m.right.width + 90), {
        ...{ font: 'sans', size: 12, most: 2 },
      }).map((text, i): Label => ({ text, x: m.margin, y: 47 + i * 16, look: 'note' })),
      ...remarks,
    ],
    journeys: [],
    restsAt: -Infinity,
  };
}

function partItem(
  name: Exclude<PartName, 'agent'>,
  box: Box | undefined,
  { parts }: Drawing,
): Item[] {
  if (!box) return [];
  const [title, text] = parts[name];
  const { x, y, width, height } = box;
  const head = fitText(title, width - 20, 'serif', sizes.title);
  return [
    {
      ...{ id: `part ${name}`, kind: 'part', x, y, width, height, level: 1, entity: null },
      ...{ fold: null, open: false, slabs: [], glyph: null, hue: null, light: '', dim: false },
      ...{ failed: false, spoken: `${title}: ${text}` },
      labels: [{ text: head, x: 10, y: 18, look: 'title' }, ...linesIn(box, [[text, 'note', 4]])],
    },
  ];
}

function wireLabel(
  id: string,
  points: Wire['points'],
  { socket, operations }: Drawing,
  narrow: boolean,
): Label | null {
  const [[x, y] = [0, 0], end = [0, 0]] = [points[0], points.at(-1)];
  if (id === 'socket' && !narrow)
    return { text: socket, x: end[0] - 8, y: end[1] + 16, look: 'note', end: true };
  if (id !== 'operations') return null;
  const side = narrow && x > 200 ? { x: x - 8, end: true } : { x: x + 8 };
  return { text: operations, ...side, y: narrow ? y + 15 : y + 21, look: 'note' };
}

function remarkLabels({ remarks }: Drawing, m: Measures, top: number): Label[] {
  const room = Math.min(m.width, 860) - 2 * m.margin;
  let y = top;
  return remarks.flatMap((remark) => {
    const lines = wrapText(remark, room, { font: 'sans', size: 12.5, most: 4 });
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
