import type { OtherLanguage } from '../base/language.ts';
import type { Lesson, Step } from './lesson.ts';
import type { Block } from './text.ts';

/** The texts of a lesson in another language. All else, what is checked above all, is the original's. */
export interface LessonTranslation {
  readonly language: OtherLanguage;
  readonly title: string;
  readonly summary: string;
  readonly introduction: readonly Block[];
  /** By the id of the original's step. */
  readonly steps: Readonly<Record<string, StepTranslation>>;
}

export interface StepTranslation {
  readonly title: string;
  readonly purpose: readonly Block[];
  readonly todo: readonly Block[];
  readonly expect: readonly Block[];
  readonly meaning: readonly Block[];
  readonly prediction: PredictionTranslation | null;
  /** In the order of the original's. */
  readonly hints: readonly (readonly Block[])[];
}

export interface PredictionTranslation {
  readonly ask: string;
  /** By key. */
  readonly choices: Readonly<Record<string, string>>;
}

/** The lesson with the texts of a translation that was made of it. */
export function translateLesson(lesson: Lesson, translation: LessonTranslation): Lesson {
  const { title, summary, language, introduction, steps } = translation;
  return {
    ...lesson,
    ...{ title, summary, language, introduction },
    steps: lesson.steps.map((step) => translateStep(step, steps[step.id])),
  };
}

function translateStep(step: Step, texts: StepTranslation | undefined): Step {
  if (!texts) return step;
  const { title, purpose, todo, expect, meaning, prediction, hints } = texts;
  return {
    ...step,
    ...{ title, purpose, todo, expect, meaning },
    prediction: step.prediction && {
      ...step.prediction,
      ask: prediction?.ask ?? step.prediction.ask,
      choices: step.prediction.choices.map(({ key, text }) => ({
        key,
        text: prediction?.choices[key] ?? text,
      })),
    },
    hints: step.hints.map((hint, nth) => ({ ...hint, blocks: hints[nth] ?? hint.blocks })),
  };
}
