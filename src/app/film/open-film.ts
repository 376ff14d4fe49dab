import { ReplayBackend } from '../../backend/replay.ts';
import type { Clock } from '../../backend/clock.ts';
import { isTerminalEntry, parseRecording, type Recording } from '../../world/recording.ts';
import { isObject } from '../../world/shape.ts';
import { createApp, type App } from '../state/app.ts';
import type { Settings } from '../state/settings.svelte.ts';
import { parseScenes, type Scene } from './scenes.ts';

/** A recorded lesson. */
export interface Film {
  readonly recording: Recording;
  readonly scenes: readonly Scene[];
}

/** Time that stands still: a film's time is the playhead's. */
const stillClock: Clock = { now: () => 0, after: () => () => undefined };

/** A recording laid out whole on the timeline, at its first moment, to be stepped and played there. */
export async function openFilm({ recording, scenes }: Film, settings: Settings): Promise<App> {
  const app = createApp(new ReplayBackend(recording, stillClock), settings, scenes);
  const { entries } = recording;
  app.terminals.add();
  await app.session.boot();
  const recorded = new Set(entries.filter(isTerminalEntry).map(({ terminal }) => terminal));
  while (app.terminals.tabs.length < recorded.size) await app.terminals.open();
  for (const { screen, terminal } of app.terminals.tabs)
    for (const entry of entries)
      if (entry.type === 'terminal/output' && entry.terminal === terminal) screen.put(entry.text);
  app.recorder.fill(entries);
  app.playhead.push(entries.flatMap((entry) => (isTerminalEntry(entry) ? [] : [entry])));
  app.playhead.settle();
  app.playhead.scrub(entries[0]?.at ?? 0);
  return app;
}

/** The site's recording of a lesson; null where there is none. */
export async function fetchFilm(lesson: string): Promise<Film | null> {
  const [scenes, response] = await Promise.all([
    fetchIndex().then((index) => index[lesson]),
    fetch(`./recordings/${encodeURIComponent(lesson)}.jsonl.gz`),
  ]);
  if (!scenes || !response.ok || !response.body) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { recording: parseRecording(await textOf(bytes)), scenes: parseScenes(scenes) };
}

/** Names of the lessons that the site has recordings of. */
export async function fetchFilmNames(): Promise<readonly string[]> {
  return Object.keys(await fetchIndex());
}

async function fetchIndex(): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch('./recordings/index.json').catch(() => null);
  const index: unknown = response?.ok ? await response.json() : {};
  return isObject(index) ? index : {};
}

/** Some servers take it upon themselves to send a .gz file as what it holds. */
async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
