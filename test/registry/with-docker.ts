// Plays lines on the real docker, beside this project's registry; prints the answers as JSON.
import { isInside, reenter, Reference } from '../conformance/reference.ts';
import { serveRegistry } from './serve.ts';

async function play(lines: readonly string[]): Promise<void> {
  const server = await serveRegistry(5001);
  const reference = await Reference.start();
  try {
    const answers = [];
    for (const line of lines)
      answers.push(await reference.play({ line, files: new Map(), stdin: null, sorted: false }));
    process.stdout.write(JSON.stringify(answers));
  } finally {
    await reference.stop();
    server.close();
  }
}

if (isInside) await play(process.argv.slice(2));
else process.exitCode = reenter();
