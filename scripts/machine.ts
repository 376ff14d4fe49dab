// Drives a fresh guest from a script; README.md documents it. Its standard output holds nothing but answers.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { answerLine, scripted } from '../src/backend/script.ts';
import type { Guest } from '../src/backend/guest.ts';
import { openNodeGuest } from './open-guest.ts';

const usage = `Usage: npm run -s machine -- 'LINE'   run one line in a fresh guest
       npm run -s machine -- --json   JSON lines on standard input and output`;

console.log = console.error; // v86 at times says something

/** Waits for a reader that is slower than the guest. */
async function write(stream: NodeJS.WriteStream, chunk: string | Uint8Array): Promise<void> {
  if (chunk.length > 0 && !stream.write(chunk)) await once(stream, 'drain');
}

async function answerLines(guest: Guest): Promise<number> {
  const script = scripted(guest);
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    await write(process.stdout, `${await answerLine(script, line, () => performance.now())}\n`);
  }
  return 0;
}

async function runOne(guest: Guest, line: string): Promise<number> {
  const { exit, stdout, stderr } = await guest.run(line);
  await write(process.stdout, stdout);
  await write(process.stderr, stderr);
  return exit;
}

async function main([argument, ...rest]: readonly string[]): Promise<number> {
  if (argument === undefined || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const guest = await openNodeGuest();
  try {
    return await (argument === '--json' ? answerLines(guest) : runOne(guest, argument));
  } finally {
    await guest.shutdown();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
