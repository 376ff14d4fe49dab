// The worker of the second machine: it boots while the first goes on.
import { urlArtifacts } from '../../machine/artifacts.ts';
import { fetchBootFiles } from '../../machine/boot-files.ts';
import { pageClock } from '../clock.ts';
import type { SecondNotice, SecondRequest } from './protocol.ts';
import { SecondMachine } from './machine.ts';

let machine: SecondMachine | null = null;

function boot(base: string): void {
  machine = new SecondMachine({
    clock: pageClock,
    fetchFiles: () => fetchBootFiles(urlArtifacts(new URL('guest/', base).href)),
    wallNow: Date.now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  machine.onChanged((row) => self.postMessage(row satisfies SecondNotice));
  void machine.boot();
}

self.addEventListener('message', ({ data }: MessageEvent<SecondRequest>) => {
  if (data.ask === 'boot') boot(data.base);
  else if (data.ask === 'pause') machine?.pause();
  else machine?.resume();
});
