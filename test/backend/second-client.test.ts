import { expect, test } from 'vitest';
import { BrowserBackend } from '../../src/backend/browser.ts';
import { SecondClient, type SecondWorkerLike } from '../../src/backend/second/client.ts';
import { offMachine } from '../../src/backend/second/off.ts';
import type { SecondRequest } from '../../src/backend/second/protocol.ts';
import type { MachineFacts } from '../../src/world/event.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { serve, teller, type Handlers } from '../../src/backend/request.ts';

class FakeWorker implements SecondWorkerLike {
  readonly asked: SecondRequest[] = [];
  terminated = false;
  onmessage: SecondWorkerLike['onmessage'] = null;
  onerror: SecondWorkerLike['onerror'] = null;

  postMessage(request: SecondRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  tell(row: Partial<MachineFacts>): void {
    this.onmessage?.({ data: { ...offMachine, ...row } } as MessageEvent<MachineFacts>);
  }
}

function client() {
  const workers: FakeWorker[] = [];
  const second = new SecondClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  const rows: MachineFacts[] = [];
  second.onChanged((row) => rows.push(row));
  return { second, workers, rows };
}

test('SecondClient boots in a worker of its own and hands on what it tells', () => {
  const { second, workers, rows } = client();
  expect(second.row).toBeNull();
  second.boot('http://site/');
  expect(workers[0]?.asked).toEqual([{ ask: 'boot', base: 'http://site/' }]);
  workers[0]?.tell({ status: 'booting', elapsed: 12 });
  expect(rows).toMatchObject([{ status: 'booting', elapsed: 12 }]);
  expect(second.row).toBe(rows[0]);
});

test('SecondClient ends the worker at shutdown, keeps what was measured, and hears no more of it', () => {
  const { second, workers, rows } = client();
  second.boot('/');
  workers[0]?.tell({ status: 'running', stages: [{ name: 'ready', ms: 5000, text: 'x' }] });
  second.shutdown();
  workers[0]?.tell({ status: 'running' });
  expect(workers[0]?.terminated).toBe(true);
  expect(rows.map(({ status }) => status)).toEqual(['running', 'off']);
  expect(rows[1]?.stages).toHaveLength(1);
  second.shutdown();
  expect(rows).toHaveLength(2);
});

test('SecondClient starts anew in a fresh worker, and tells of one that dies', () => {
  const { second, workers, rows } = client();
  second.boot('/');
  second.boot('/');
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  workers[1]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
  expect(rows.at(-1)).toMatchObject({ status: 'failed', problem: 'out of memory' });
  expect(workers[1]?.terminated).toBe(true);
});

test('BrowserBackend tells the world of the second machine, and again when a world begins anew', async () => {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  const told: MachineFacts[] = [];
  const handlers: Partial<Handlers> = {
    boot: () => ({ imageId: 'x', bytes: 0, stages: [] }),
    tellMachine: (row) => void told.push(row),
    lookAt: () => undefined,
    pause: () => undefined,
  };
  serve(port2 as never, handlers as Handlers);
  const worker = new FakeWorker();
  const backend = new BrowserBackend(
    '/',
    () =>
      Object.assign(port1 as never, {
        terminate: () => port1.close(),
        onerror: null,
        onmessageerror: null,
      }),
    () => worker,
  );
  await backend.bootSecond();
  worker.tell({ status: 'fetching' });
  await backend.boot(() => undefined);
  expect(told).toEqual([]); // there was no world yet
  const replaced = { type: 'world/replaced', world: emptyWorld, seq: 0, at: 0 } as const;
  const heard = new Promise((resolve) => backend.onEvents(resolve));
  teller(port2 as never)('events', [replaced]);
  await heard;
  await backend.lookAt({ layers: [], files: [], cgroups: [], readings: [] }); // behind it
  expect(told).toMatchObject([{ status: 'fetching' }]);
  await backend.pause();
  expect(worker.asked.map(({ ask }) => ask)).toEqual(['boot', 'pause']);
  port1.close();
});
