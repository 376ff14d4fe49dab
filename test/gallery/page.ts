// The gallery page: any fixture in any view, size and theme, at any moment. Its state is in the address, so that a script can ask for it.
import '../../src/app/style/tokens.css';
import '../../src/app/style/base.css';
import '../../src/views/views.css';
import './page.css';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { World } from '../../src/world/model.ts';
import { isLanguage, keepLanguageIn, languages, type Language } from '../../src/base/language.ts';
import { evidence } from '../../src/views/evidence.ts';
import type { LayersFilter, Where } from '../../src/views/options.ts';
import { mountView, type MountedView } from '../../src/views/mount.ts';
import {
  defaultOptions,
  parseEntity,
  entityKey,
  type Handlers,
  type ViewOptions,
} from '../../src/views/view.ts';
import { faultsOf } from './faults.ts';
import { fixtures as told, type Told } from './fixtures.ts';
import { recorded } from './recorded.ts';
import { views } from './views.ts';

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

const form = element<HTMLFormElement>('#controls');
const pane = element<HTMLElement>('#pane');
const svg = element<SVGSVGElement>('#pane svg');
const asked = new URLSearchParams(location.search);

const fixtures = [...told, ...recorded];

interface Fields extends HTMLFormControlsCollection {
  fixture: HTMLSelectElement;
  view: HTMLSelectElement;
  size: HTMLSelectElement;
  theme: HTMLSelectElement;
  lang: HTMLSelectElement;
  search: HTMLInputElement;
  reduced: HTMLInputElement;
  at: HTMLInputElement;
  play: HTMLButtonElement;
}
const fields = form.elements as Fields;

for (const { name } of fixtures) fields.fixture.add(new Option(name));
for (const { name } of views) fields.view.add(new Option(name));
for (const name of languages) fields.lang.add(new Option(name));
for (const name of ['fixture', 'view', 'theme', 'lang', 'search'] as const) {
  const value = asked.get(name);
  if (value !== null) fields[name].value = value;
}
const size = asked.get('size');
if (size !== null) setSize(size);
fields.reduced.checked = asked.has('reduced');
document.body.classList.toggle('bare', asked.has('bare'));

const spoken: { value: Language } = { value: 'en' };
keepLanguageIn(spoken);

let story: Told;
let mounted: MountedView | null = null;
let options: ViewOptions = {
  ...defaultOptions,
  selected: parseEntity(asked.get('selected') ?? ''),
  layers: {
    stacks: asked.getAll('stack'),
    filter: (asked.get('filter') ?? 'all') as LayersFilter,
  },
  parts: { where: (asked.get('where') ?? 'page') as Where, command: 'latest' },
};

const handlers: Handlers = {
  onSelect: (selected) => change({ selected }),
  onHover: (hovered) => change({ hovered }),
  onFold(key, open) {
    const opened = new Set(options.opened);
    const closed = new Set(options.closed);
    opened.delete(key);
    closed.delete(key);
    (open ? opened : closed).add(key);
    change({ opened, closed });
  },
};

function change(part: Partial<ViewOptions>): void {
  options = { ...options, ...part };
  show();
}

function setSize(wanted: string): void {
  const isThere = [...fields.size.options].some(({ value }) => value === wanted);
  if (!isThere) fields.size.add(new Option(wanted));
  fields.size.value = wanted;
}

let known: { readonly of: Told; readonly at: number; readonly world: World } | null = null;

function worldAt(at: number): World {
  if (known?.of === story && known.at === at) return known.world;
  const world = story.events.filter((event) => event.at <= at).reduce(apply, emptyWorld);
  known = { of: story, at, world };
  return world;
}

/** Fixture, view or size have changed. */
function open(): void {
  const fixture = fixtures.find(({ name }) => name === fields.fixture.value) ?? fixtures[0];
  const view = views.find(({ name }) => name === fields.view.value) ?? views[0];
  if (!fixture || !view) return;
  story = fixture.tell();
  element('#shows').textContent = fixture.shows;
  fields.at.min = String(story.events[0]?.at ?? 0);
  fields.at.max = String(story.at);
  fields.at.value = asked.get('at') ?? String(story.at);
  mounted?.dispose();
  mounted = mountView(svg, view, handlers);
  settings();
}

function settings(): void {
  const [width = 760, height = 560] = fields.size.value.split('x').map(Number);
  if (isLanguage(fields.lang.value)) spoken.value = fields.lang.value;
  document.documentElement.dataset['theme'] = fields.theme.value;
  if (document.body.classList.contains('bare')) pane.style.cssText = 'width:100%;min-height:100vh';
  else pane.style.cssText = `width:${String(width)}px;height:${String(height)}px`;
  options = {
    ...options,
    search: fields.search.value,
    motion: fields.reduced.checked ? 'reduced' : 'full',
  };
  show();
}

function show(): void {
  const now = Number(fields.at.value);
  const [width = 760, height = 560] = fields.size.value.split('x').map(Number);
  const world = worldAt(now);
  mounted?.update(world, { width, height, top: pane.scrollTop }, options);
  mounted?.frame(now);
  element('output').textContent = `${String(now)} ms`;
  if (!document.body.classList.contains('bare')) tell(world);
}

/** The text account, and the evidence for what is selected. */
function tell(world: World): void {
  const account = element('#account');
  const view = views.find(({ name }) => name === fields.view.value) ?? views[0];
  account.replaceChildren();
  const line = (tag: string, text: string, to: Element = account): Element => {
    const node = document.createElement(tag);
    node.textContent = text;
    to.append(node);
    return node;
  };
  const card = options.selected ? evidence(world, options.selected) : null;
  if (card) {
    line('h3', `${card.title} (${entityKey(options.selected)})`);
    for (const { label, value, path, text } of card.facts) {
      line('p', `${label}: ${value} — ${path} → ${text}`);
    }
  }
  for (const part of view?.describe(world, options).parts ?? []) {
    line('h3', part.title);
    line('p', part.sentences.join(' '));
    const table = line('table', '');
    for (const [i, cells] of (part.table
      ? [part.table.columns, ...part.table.rows]
      : []
    ).entries()) {
      const row = line('tr', '', table);
      for (const cell of cells) line(i === 0 ? 'th' : 'td', cell, row);
    }
  }
}

function play(): void {
  const start = performance.now();
  const from = Number(fields.at.min);
  const length = story.at - from;
  const next = (): void => {
    const at = from + Math.min(length, performance.now() - start);
    fields.at.value = String(at);
    show();
    if (at < from + length) requestAnimationFrame(next);
  };
  next();
}

fields.fixture.addEventListener('change', open);
fields.view.addEventListener('change', open);
fields.at.addEventListener('input', show);
for (const field of [fields.size, fields.theme, fields.lang, fields.search, fields.reduced]) {
  field.addEventListener('input', settings);
}
pane.addEventListener('scroll', show);
fields.play.addEventListener('click', play);
form.addEventListener('submit', (event) => event.preventDefault());
open();

/** A state that a script asks for, beside what the controls can say. */
export interface Asked {
  readonly fixture: string;
  readonly view: string;
  readonly size: string;
  readonly lang?: string;
  readonly theme?: string;
  /** The moment, as a share of the whole; else the address's, or the end. */
  readonly share?: number;
  readonly options?: Partial<ViewOptions>;
}

function ask({ fixture, view, size: wanted, lang, theme, share, options: more }: Asked): void {
  const isNew = fields.fixture.value !== fixture || fields.view.value !== view;
  fields.fixture.value = fixture;
  fields.view.value = view;
  if (lang !== undefined) fields.lang.value = lang;
  if (theme !== undefined) fields.theme.value = theme;
  setSize(wanted);
  options = { ...options, ...more };
  if (isNew) open();
  if (share !== undefined)
    fields.at.value = String(Number(fields.at.min) + share * (story.at - Number(fields.at.min)));
  settings();
}

const gallery = {
  /** What is wrong with how the texts stand that are shown. */
  measure: (): string[] => faultsOf(svg),
  /** Shows a state without another load of the page. */
  ask,
  /** What is wrong with a state's texts; it is shown. */
  faults({ share = 1, options: more = {}, ...asked }: Asked): string[] {
    fields.reduced.checked = true;
    ask({ ...asked, share, options: { ...defaultOptions, ...more } });
    return faultsOf(svg);
  },
};
export type Gallery = typeof gallery;
Object.assign(window, { gallery });
