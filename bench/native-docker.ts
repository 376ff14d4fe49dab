// The host's own docker, in namespaces of its own, at the lines that ours is measured by; prints figures as JSON. Started by native.ts.
import { isInside, reenter, Reference } from '../test/conformance/reference.ts';
import { figure, type Figure } from './figure.ts';
import { dockerLines } from './lines.ts';
import { measureLine } from './measure-line.ts';

async function measure(runs: number): Promise<Figure[]> {
  const reference = await Reference.start();
  const run = async (line: string): Promise<number> => {
    const start = performance.now();
    const { exit, stderr } = await reference.play({
      line,
      stdin: null,
      files: new Map(),
      sorted: false,
    });
    const ms = performance.now() - start;
    if (exit !== 0) throw new Error(`${line}: exit ${String(exit)}: ${stderr}`);
    return ms;
  };
  try {
    const figures: Figure[] = [];
    for (const line of dockerLines) {
      const found = await measureLine(line, runs, run);
      const each = found.map((ms) => ms / line.times);
      figures.push(figure({ name: line.name, where: 'native', unit: 'ms', runs: each }));
    }
    return figures;
  } finally {
    await run('docker rm -f $(docker ps -aq) || true');
    await reference.stop();
  }
}

if (isInside) console.log(JSON.stringify(await measure(Number(process.argv[2]))));
else process.exitCode = reenter();
