// The worker of the second machine: it boots while the first goes on.
import { fetchBootFiles } from '../../machine/boot-files.ts';
import { pageClock } from '../clock.ts';
import { ownPorts } from '../own-ports.ts';
import { serve, teller } from '../request.ts';
import { supplied } from '../supplied.ts';
import { SecondMachine } from './machine.ts';
import type { SecondNotices, SecondRequests } from './protocol.ts';

void ownPorts().then(({ page, supply }) => {
  const { artifacts } = supplied(supply);
  const tell = teller<SecondNotices>(page);
  const machine = new SecondMachine({
    clock: pageClock,
    fetchFiles: () => fetchBootFiles(artifacts),
    wallNow: Date.now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  machine.onChanged((row) => tell('changed', row));
  serve<SecondRequests>(page, {
    boot: () => machine.boot(),
    pause: () => machine.pause(),
    resume: () => machine.resume(),
  });
});
