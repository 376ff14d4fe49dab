import type { Cue, Slide } from '../present/deck.ts';
import type { Millis } from '../../world/model.ts';
import { isObject } from '../../world/shape.ts';

/** Where a slide's lines stand in a recording of its lesson. */
export interface Scene {
  /** The id of the slide's step. */
  readonly id: string;
  readonly from: Millis;
  /** For each line when it had been done, by the guest's clock. */
  readonly lines: readonly { readonly text: string; readonly until: Millis }[];
}

/** The scenes that a file tells of; what it does not tell of is left out. */
export function parseScenes(value: unknown): Scene[] {
  return Array.isArray(value) ? value.filter(isScene) : [];
}

function isScene(value: unknown): value is Scene {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['from'] === 'number' &&
    Array.isArray(value['lines']) &&
    value['lines'].every(
      (line) =>
        isObject(line) && typeof line['text'] === 'string' && typeof line['until'] === 'number',
    )
  );
}

/** A stretch of a recording. */
export interface Stretch {
  readonly from: Millis;
  readonly to: Millis;
}

/** The stretch of each slide; one that was not recorded stands at the end of the one before. */
export function stretchesOf(slides: readonly Slide[], scenes: readonly Scene[]): Stretch[] {
  let end = scenes[0]?.from ?? 0;
  return slides.map(({ id }) => {
    const scene = scenes.find((each) => each.id === id);
    if (!scene) return { from: end, to: end };
    end = scene.lines.at(-1)?.until ?? scene.from;
    return { from: scene.from, to: end };
  });
}

/** Whether what was recorded of a slide is what is typed for it. */
export function isOfSlide({ lines }: Scene, slide: { readonly lines: readonly Cue[] }): boolean {
  return (
    lines.length === slide.lines.length &&
    lines.every(({ text }, at) => text === slide.lines[at]?.text)
  );
}

/** When so many lines of a slide had been done; null where that was not recorded. */
export function momentOf(scenes: readonly Scene[], slide: Slide, typed: number): Millis | null {
  const scene = scenes.find(({ id }) => id === slide.id);
  if (!scene || typed > scene.lines.length) return null;
  return scene.lines[typed - 1]?.until ?? scene.from;
}
