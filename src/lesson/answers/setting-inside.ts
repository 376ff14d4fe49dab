import { text } from '../../world/shape.ts';
import { defineAnswer } from '../answer.ts';
import { lineOf } from '../guest-file.ts';
import { findingsOf, gazeInside } from '../inside.ts';
import { say } from '../say.ts';

/** Whether a container that runs finds in a file of /proc what the host finds there. */
export const settingInside = defineAnswer<{ file: string }>(
  { file: text<string>() },
  ['same', 'other'],
  (world, { file }) => {
    const [found] = findingsOf(world, file);
    if (!found) return null;
    const { container, inside, outside, path } = found;
    return {
      key: inside === outside ? 'same' : 'other',
      text: say`On the host ${file} says ${outside}, in ${container.name} it says ${inside}.`,
      evidence: [lineOf(world, file, outside), lineOf(world, path, inside)],
    };
  },
  (world, { file }) => gazeInside(world, file, true),
);
