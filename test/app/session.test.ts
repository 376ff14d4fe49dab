import { describe, expect, test } from 'vitest';
import { Session } from '../../src/app/state/session.svelte.ts';
import type { Backend, BootReport, MachineFailure } from '../../src/backend/backend.ts';
import { Emitter } from '../../src/base/events.ts';

const report: BootReport = { imageId: 'sha256:1', bytes: 1, stages: [] };

class FakeBackend {
  readonly calls: string[] = [];
  readonly failed = new Emitter<MachineFailure>();
  readonly recovered = new Emitter<null>();
  readonly console = new Emitter<string>();
  readonly onFailed = this.failed.event;
  readonly onRecovered = this.recovered.event;
  readonly onConsole = this.console.event;
  broken: Error | null = null;

  async boot(): Promise<BootReport> {
    this.calls.push('boot');
    if (this.broken) throw this.broken;
    return report;
  }

  async reset(): Promise<void> {
    this.calls.push('reset');
  }

  async pause(): Promise<void> {
    this.calls.push('pause');
  }

  async resume(): Promise<void> {
    this.calls.push('resume');
  }
}

function open() {
  const backend = new FakeBackend();
  const session = new Session(backend as unknown as Backend, async () => {
    backend.calls.push('terminal');
  });
  return { backend, session };
}

describe('Session', () => {
  test('opens a terminal once the machine is there', async () => {
    const { backend, session } = open();
    await session.boot();
    expect(backend.calls).toEqual(['boot', 'terminal']);
    expect(session.phase.name).toBe('running');
    expect(session.report).toBe(report);
  });

  test('tells why it could not load, and tries again', async () => {
    const { backend, session } = open();
    backend.broken = new Error('state.bin is truncated');
    await session.boot();
    expect(session.phase).toEqual({ name: 'unloadable', reason: 'state.bin is truncated' });
    backend.broken = null;
    await session.reset();
    expect(backend.calls).toEqual(['boot', 'boot', 'terminal']);
    expect(session.phase.name).toBe('running');
  });

  test('shows a failure until the reset', async () => {
    const { backend, session } = open();
    await session.boot();
    backend.failed.fire({ kind: 'panicked', text: 'Attempted to kill init!' });
    expect(session.phase.name).toBe('failed');
    await session.reset();
    expect(backend.calls.slice(-2)).toEqual(['reset', 'terminal']);
    expect(session.phase.name).toBe('running');
  });

  test('takes a silence back when the machine answers again, but no other failure', async () => {
    const { backend, session } = open();
    await session.boot();
    backend.failed.fire({ kind: 'silent', ms: 6000 });
    backend.recovered.fire(null);
    expect(session.phase.name).toBe('running');
    backend.failed.fire({ kind: 'halted', text: '' });
    backend.recovered.fire(null);
    expect(session.phase.name).toBe('failed');
  });

  test('pauses while hidden, once', async () => {
    const { backend, session } = open();
    await session.boot();
    await session.setHidden(true);
    await session.setHidden(true);
    expect(session.phase.name).toBe('paused');
    await session.setHidden(false);
    expect(backend.calls.slice(-2)).toEqual(['pause', 'resume']);
  });

  test('pauses a machine that became ready while the page was hidden', async () => {
    const { backend, session } = open();
    await session.setHidden(true);
    await session.boot();
    expect(backend.calls).toEqual(['boot', 'terminal', 'pause']);
  });

  test('tells whom the kernel killed for memory, until dismissed', async () => {
    const { backend, session } = open();
    await session.boot();
    backend.console.fire('Out of memory: Killed process 214 (sh) total-vm:1kB\n');
    expect(session.news).toEqual({ scope: 'machine', pid: 214, name: 'sh' });
    session.dismissNews();
    expect(session.news).toBeNull();
  });
});
