import { expect, test } from 'vitest';
import { Heartbeat } from '../../src/backend/heartbeat.ts';
import { ManualClock } from './manual-clock.ts';

/** A guest that answers while `alive`, and late what it was asked before. */
class Guest {
  alive = true;
  asked = 0;
  #waiting: (() => void)[] = [];

  readonly ask = (): Promise<void> => {
    this.asked++;
    return new Promise((resolve) => {
      if (this.alive) resolve();
      else this.#waiting.push(resolve);
    });
  };

  revive(): void {
    this.alive = true;
    for (const answer of this.#waiting.splice(0)) answer();
  }
}

function told(heartbeat: Heartbeat): string[] {
  const words: string[] = [];
  heartbeat.onSilent((ms) => words.push(`silent ${ms}`));
  heartbeat.onRecovered(() => words.push('recovered'));
  return words;
}

async function pass(clock: ManualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1000);
    await Promise.resolve();
    await Promise.resolve();
  }
}

test('Heartbeat says nothing about a guest that answers', async () => {
  const [clock, guest] = [new ManualClock(), new Guest()];
  const heartbeat = new Heartbeat(guest.ask, clock);
  const words = told(heartbeat);
  heartbeat.start();
  await pass(clock, 60);
  expect(words).toEqual([]);
  expect(guest.asked).toBeGreaterThan(10);
});

test('Heartbeat tells once of silence, and once when the guest answers again', async () => {
  const [clock, guest] = [new ManualClock(), new Guest()];
  const heartbeat = new Heartbeat(guest.ask, clock);
  const words = told(heartbeat);
  heartbeat.start();
  guest.alive = false;
  await pass(clock, 60);
  expect(words).toEqual(['silent 6000']);
  guest.revive();
  await pass(clock, 60);
  expect(words).toEqual(['silent 6000', 'recovered']);
});

test('Heartbeat asks no more once it is stopped, and an old answer counts for nothing', async () => {
  const [clock, guest] = [new ManualClock(), new Guest()];
  const heartbeat = new Heartbeat(guest.ask, clock);
  const words = told(heartbeat);
  heartbeat.start();
  guest.alive = false;
  await pass(clock, 3);
  heartbeat.stop();
  guest.revive();
  await pass(clock, 60);
  expect(words).toEqual([]);
  expect(guest.asked).toBe(1);
});
