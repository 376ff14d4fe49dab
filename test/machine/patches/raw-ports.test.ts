import { expect, test } from 'vitest';
import type { VirtioConsole } from '../../../src/machine/internals.ts';
import { patchRawPorts } from '../../../src/machine/patches/raw-ports.ts';

test('patchRawPorts() names the ports and announces only the first as a terminal', () => {
  const sent: string[] = [];
  const virtioConsole: VirtioConsole = {
    virtio: { queues: [] },
    SendEvent: (port, event, value) => sent.push(`event ${port} ${event} ${value}`),
    SendName: (port, name) => sent.push(`name ${port} ${name}`),
  };
  patchRawPorts(virtioConsole);
  for (const port of [0, 1, 2, 3]) {
    virtioConsole.SendEvent(port, 4, 1);
    virtioConsole.SendName(port, `virtio-${port}`);
    virtioConsole.SendEvent(port, 6, 1);
  }
  expect(sent).toEqual([
    ...['event 0 4 1', 'name 0 virtio-0', 'event 0 6 1'],
    ...['name 1 fishbowl.rpc', 'event 1 6 1'],
    ...['name 2 fishbowl.records', 'event 2 6 1'],
    ...['name 3 fishbowl.terms', 'event 3 6 1'],
  ]);
});
