import { describe, expect, test } from 'vitest';
import { BrowserBackend } from '../../src/backend/browser.ts';
import type { Notices, Requests } from '../../src/backend/boundary.ts';
import type { Handlers } from '../../src/backend/request.ts';
import type { MachineFailure } from '../../src/backend/backend.ts';
import { encodeText } from '../../src/base/bytes.ts';
import { FakeHost } from '../fake/host.ts';

const report = { imageId: 'sha256:1', bytes: 3, stages: [] };

/** What runs the machine of a tab. */
class FakeWorker extends FakeHost<Requests, Notices> {
  constructor(handlers: Partial<Handlers<Requests>> = {}) {
    super({ boot: () => report, ...handlers });
  }
}

function open(...workers: FakeWorker[]): BrowserBackend {
  return new BrowserBackend('http://site/', () => {
    const next = workers.shift();
    if (!next) throw new Error('No further worker');
    return next.host;
  });
}
const noProgress = (): void => undefined;

describe('BrowserBackend', () => {
  test('carries requests with their arguments and answers', async () => {
    const worker = new FakeWorker({ run: (line) => ({ exit: 3, stdout: line, stderr: '' }) });
    const backend = open(worker);
    expect(await backend.boot(noProgress)).toEqual(report);
    expect(await backend.run('ls')).toEqual({ exit: 3, stdout: 'ls', stderr: '' });
    expect(worker.calls).toEqual(['boot []', 'run ["ls"]']);
    await backend.shutdown();
  });

  test('hands on what a handler throws', async () => {
    const worker = new FakeWorker({
      readEvidence: () => {
        throw new Error('ENOENT: /proc/1');
      },
    });
    const backend = open(worker);
    await backend.boot(noProgress);
    await expect(backend.readEvidence('/proc/1')).rejects.toThrow('ENOENT: /proc/1');
    await backend.shutdown();
  });

  test('tells a machine prepared early to whoever boots it later', async () => {
    const worker = new FakeWorker();
    const backend = open(worker);
    backend.prepare();
    worker.tell('events', [{ seq: 1, at: 0, type: 'records/lost', count: 1 }]);
    const heard: unknown[] = [];
    backend.onEvents((events) => heard.push(...events));
    await new Promise((resolve) => setTimeout(resolve));
    expect(heard).toEqual([]);
    await backend.boot(noProgress);
    expect(heard).toHaveLength(1);
    expect(worker.calls).toHaveLength(1);
    await backend.shutdown();
  });

  test('keeps output for a terminal until somebody listens', async () => {
    const worker: FakeWorker = new FakeWorker({
      openTerminal: () => {
        worker.tell('output', { terminal: 7, bytes: encodeText('prompt') });
        return 7;
      },
    });
    const backend = open(worker);
    await backend.boot(noProgress);
    const terminal = await backend.openTerminal({ rows: 24, cols: 80 });
    const heard: string[] = [];
    terminal.onOutput((bytes) => heard.push(new TextDecoder().decode(bytes)));
    terminal.onOutput((bytes) => heard.push(String(bytes.length)));
    await expect.poll(() => heard).toEqual(['prompt', '6']);
    await backend.shutdown();
  });

  test('tells of a dead worker, fails what waits, ends terminals, and starts another on reset', async () => {
    const first = new FakeWorker({ openTerminal: () => 1 });
    const second = new FakeWorker();
    const backend = open(first, second);
    await backend.boot(noProgress);
    const failures: MachineFailure[] = [];
    backend.onFailed((failure) => failures.push(failure));
    const terminal = await backend.openTerminal({ rows: 24, cols: 80 });
    const exits: number[] = [];
    terminal.onExit((code) => exits.push(code));
    first.hang();
    const waiting = backend.run('sleep 1');
    first.die('unreachable');
    await expect(waiting).rejects.toThrow('The emulator stopped: unreachable');
    expect(failures).toEqual([{ kind: 'crashed', text: 'unreachable' }]);
    expect(exits).toEqual([129]);
    expect(first.terminated).toBe(true);
    await backend.reset();
    expect(second.calls).toEqual(['boot []']);
    await backend.shutdown();
  });

  test('starts a fresh worker after a boot that failed', async () => {
    const first = new FakeWorker({
      boot: () => {
        throw new Error('The state is damaged');
      },
    });
    const second = new FakeWorker();
    const backend = open(first, second);
    await expect(backend.boot(noProgress)).rejects.toThrow('The state is damaged');
    expect(first.terminated).toBe(true);
    expect(await backend.boot(noProgress)).toEqual(report);
    await backend.shutdown();
  });
});
