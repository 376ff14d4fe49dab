import { describe, expect, it } from 'vitest';
import { describeChanges } from '../../src/views/changes.ts';
import { Story } from '../gallery/story.ts';

/** Sentences for what `act` changes. */
function told(story: Story, act: () => void): string[] {
  const before = story.world;
  act();
  return describeChanges(before, story.world);
}

function begun(): { story: Story; shell: number } {
  const story = new Story();
  return { story, shell: story.shell() };
}

describe('describeChanges()', () => {
  it('names both numbers and the new namespaces of docker run', () => {
    const { story } = begun();
    const sentences = told(story, () => story.container({ name: 'web' }));
    expect(sentences).toContain(
      'sh started: sh is PID 1 in web and 83 on the host; new mnt, uts, ipc, pid, net and cgroup namespaces.',
    );
    expect(sentences).toContain('Container web of busybox is running.');
  });

  it('names what unshare made', () => {
    const { story, shell } = begun();
    const pid = story.fork(shell, ['unshare', '-u', 'sh']);
    expect(told(story, () => story.unshare(pid, ['uts']))).toEqual([
      'unshare is PID 82; new uts namespace.',
    ]);
  });

  it('says that unshare -p is for the next child', () => {
    const { story, shell } = begun();
    const pid = story.fork(shell, ['unshare', '-p', '-f', 'sh']);
    expect(told(story, () => story.unshare(pid, ['pid']))).toEqual([
      'The next child of unshare (PID 82) will be in another PID namespace.',
    ]);
    expect(told(story, () => story.fork(pid, ['sh']))).toEqual([
      'sh started: sh is PID 1 in unnamed (unshare) and 83 on the host; joined the pid namespace of unnamed (unshare).',
    ]);
  });

  it('names whose namespace was joined', () => {
    const { story, shell } = begun();
    const web = story.container({ name: 'web' });
    const pid = story.fork(shell, ['nsenter', '-n']);
    expect(told(story, () => story.enter(pid, web, ['net']))).toEqual([
      'nsenter is PID 84; joined the net namespace of web.',
    ]);
  });

  it('tells a signal, a death and an adoption', () => {
    const { story } = begun();
    const web = story.container({ name: 'web' });
    const parent = story.fork(web, ['sh']);
    story.fork(parent, ['sleep', '9']);
    expect(told(story, () => story.kill(web, parent, 15))).toEqual(['sh sent SIGTERM (15) to sh.']);
    expect(told(story, () => story.exit(parent))).toEqual([
      'sh (PID 2 in web and 84 on the host) ended; it is a zombie until its parent asks for its exit status.',
      'sleep (PID 3 in web and 85 on the host) was adopted by sh, PID 1 in web and 83 on the host.',
    ]);
    expect(told(story, () => story.reap(parent))).toEqual([
      'sh (PID 2 in web and 84 on the host) was reaped.',
    ]);
  });

  it('tells that namespaces ended with their last process', () => {
    const { story, shell } = begun();
    const pid = story.fork(shell, ['unshare', '-un', 'sh']);
    story.unshare(pid, ['uts', 'net']);
    story.exit(pid);
    expect(told(story, () => story.reap(pid))).toEqual([
      'unshare (PID 82) was reaped. It was the last one there.',
      'Gone with their last process: uts and net namespaces.',
    ]);
  });

  it('tells stop and continue', () => {
    const { story, shell } = begun();
    const pid = story.fork(shell, ['vi']);
    expect(told(story, () => story.status(pid, 'stopped'))).toEqual(['vi (PID 82) was stopped.']);
    expect(told(story, () => story.status(pid, 'sleeping'))).toEqual(['vi (PID 82) runs on.']);
  });

  it('has nothing to say of the same world', () => {
    const { story } = begun();
    expect(describeChanges(story.world, story.world)).toEqual([]);
  });
});
