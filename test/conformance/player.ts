// Plays scenarios on the guest, each from the same moment: a guest that has just pulled the two small images.
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import type { Guest } from '../../src/backend/guest.ts';
import type { Checkpoint } from '../../src/machine/machine.ts';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { type Answer, Answers, type Ran, sameAnswer } from './answer.ts';
import { directory, type Scenario, type Step } from './scenario.ts';

const limit = 60_000; // ms that a step may take

export interface Mismatch {
  readonly expected: Answer;
  readonly got: Answer;
}

export class Player {
  readonly #guest: Guest;
  readonly #start: Checkpoint;

  private constructor(guest: Guest, start: Checkpoint) {
    this.#guest = guest;
    this.#start = start;
  }

  static async open(): Promise<Player> {
    const guest = await openNodeGuest();
    const prepared = await guest.run(
      `docker pull -q busybox && docker pull -q hello-world && cd ${directory}`,
    );
    if (prepared.exit !== 0) throw new Error(decodeText(prepared.stderr));
    const { checkpoint } = await guest.checkpoint();
    return new Player(guest, checkpoint);
  }

  /** The steps that were not answered as they were recorded. */
  async play({ steps }: Scenario, recorded: readonly Answer[]): Promise<Mismatch[]> {
    await this.#guest.restore(this.#start);
    const answers = new Answers();
    const mismatches: Mismatch[] = [];
    for (const [at, step] of steps.entries()) {
      const expected = recorded[at];
      if (expected?.run !== step.line) throw new Error(`Not recorded as it is now: ${step.line}`);
      const got = answers.of(step, await this.#run(step));
      if (!sameAnswer(got, expected)) mismatches.push({ expected, got });
      if (got.exit === tooLong) break;
    }
    return mismatches;
  }

  close(): Promise<void> {
    return this.#guest.shutdown();
  }

  async #run({ line, stdin, files }: Step): Promise<Ran> {
    for (const [path, text] of files) {
      const folder = `${directory}/${path}`.replace(/\/[^/]*$/, '');
      await this.#guest.run(`mkdir -p ${folder}`);
      await this.#guest.write(`${directory}/${path}`, encodeText(text));
    }
    const options = { stdin: encodeText(stdin ?? '') };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), limit);
    });
    const ran = await Promise.race([this.#guest.run(line, options).catch(failed), late]);
    clearTimeout(timer);
    if (!ran) return { exit: tooLong, stdout: '', stderr: `No answer in ${limit} ms` };
    if ('message' in ran) return { exit: tooLong, stdout: '', stderr: ran.message };
    return { exit: ran.exit, stdout: decodeText(ran.stdout), stderr: decodeText(ran.stderr) };
  }
}

const tooLong = -1;

function failed(error: unknown): { readonly message: string } {
  return { message: error instanceof Error ? error.message : String(error) };
}
