import { ReplayBackend } from '../../backend/replay.ts';
import type { Clock } from '../../backend/clock.ts';
import { isTerminalEntry, parseRecording, type Recording } from '../../world/recording.ts';
import { createApp, type App } from '../state/app.ts';
import type { Settings } from '../state/settings.svelte.ts';

/** Time that stands still: a film's time is the playhead's. */
const stillClock: Clock = { now: () => 0, after: () => () => undefined };

/** A recording laid out whole on the timeline, at its first moment, to be stepped and played there. */
export async function openFilm(recording: Recording, settings: Settings): Promise<App> {
  const app = createApp(new ReplayBackend(recording, stillClock), settings);
  app.terminals.add();
  await app.session.boot();
  const { entries } = recording;
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
export async function fetchFilm(lesson: string): Promise<Recording | null> {
  const response = await fetch(`./recordings/${encodeURIComponent(lesson)}.jsonl.gz`);
  if (!response.ok || !response.body) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return parseRecording(await textOf(bytes));
}

/** Names of the lessons that the site has recordings of. */
export async function fetchFilmNames(): Promise<readonly string[]> {
  const response = await fetch('./recordings/index.json').catch(() => null);
  const names: unknown = response?.ok ? await response.json() : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** Some servers take it upon themselves to send a .gz file as what it holds. */
async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
