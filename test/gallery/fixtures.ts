import type { WorldEvent } from '../../src/world/event.ts';
import type { Millis, World } from '../../src/world/model.ts';
import { Story } from './story.ts';

/** What happened, and what the world is at the end of it. */
export interface Told {
  readonly events: readonly WorldEvent[];
  readonly world: World;
  readonly at: Millis;
}

export interface Fixture {
  readonly name: string;
  /** What is to be seen. */
  readonly shows: string;
  tell(): Told;
}

const settled = (story: Story): Story => story.wait(5000);

function begun(): { story: Story; shell: number } {
  const story = new Story();
  return { story, shell: story.shell() };
}

const images = ['busybox', 'httpd:2.4', 'debian:12', 'registry:5000/team/api:1.9.2'];

/** Every state that the views are looked at and tested in. */
export const fixtures: readonly Fixture[] = [
  {
    name: 'host-only',
    shows: 'The host alone: its tree, and the eight namespaces that the kernel began with',
    tell: () => settled(begun().story),
  },
  {
    name: 'one-container',
    shows: 'docker run -it --name web busybox sh',
    tell() {
      const { story, shell } = begun();
      story.fork(shell, ['docker', 'run', '-it', '--name', 'web', 'busybox', 'sh']);
      const sh = story.container({ name: 'web' });
      story.fork(sh, ['sleep', '1000']);
      return settled(story);
    },
  },
  {
    name: 'two-containers',
    shows: 'Two containers, nothing shared between them',
    tell() {
      const { story } = begun();
      const web = story.container({
        name: 'web',
        image: 'httpd:2.4',
        argv: ['httpd', '-DFOREGROUND'],
      });
      for (let i = 0; i < 3; i++) story.fork(web, ['httpd', '-DFOREGROUND']);
      story.container({ name: 'shell' });
      return settled(story);
    },
  },
  {
    name: 'exec-into',
    shows: 'docker exec -it web sh: a second process in the same region, born elsewhere',
    tell() {
      const { story, shell } = begun();
      const web = story.container({
        name: 'web',
        image: 'httpd:2.4',
        argv: ['httpd', '-DFOREGROUND'],
      });
      story.fork(web, ['httpd', '-DFOREGROUND']);
      story.container({ name: 'other' });
      story.fork(shell, ['docker', 'exec', '-it', 'web', 'sh']);
      const sh = story.run(web, ['sh']);
      story.fork(sh, ['top']);
      return settled(story);
    },
  },
  {
    name: 'unshare-by-hand',
    shows: 'unshare --pid --fork --mount-proc sh, and unshare -u bash in another terminal',
    tell() {
      const { story, shell } = begun();
      const unshare = story.fork(shell, ['unshare', '--pid', '--fork', '--mount-proc', 'sh']);
      story.unshare(unshare, ['mnt', 'pid']);
      story.wait(30);
      story.fork(unshare, ['sh']);
      const other = story.fork(story.shell(), ['unshare', '-u', 'bash']);
      story.unshare(other, ['uts']);
      story.exec(other, ['bash']);
      return settled(story);
    },
  },
  {
    name: 'unshare-inside',
    shows: 'unshare -u in a container: seven namespaces stay the container’s or the host’s',
    tell() {
      const { story } = begun();
      const web = story.container({ name: 'web' });
      story.wait(200);
      const inner = story.fork(web, ['unshare', '-u', 'sh']);
      story.unshare(inner, ['uts']);
      story.exec(inner, ['sh']);
      story.fork(inner, ['sleep', '50']);
      return settled(story);
    },
  },
  {
    name: 'nsenter',
    shows: 'nsenter -t PID -n: a process of the host in a container’s network',
    tell() {
      const { story, shell } = begun();
      const web = story.container({ name: 'web', image: 'httpd:2.4', argv: ['httpd'] });
      story.container({ name: 'between' });
      const visitor = story.fork(shell, ['nsenter', '-t', String(web), '-n', 'ip', 'addr']);
      story.enter(visitor, web, ['net']);
      story.exec(visitor, ['ip', 'addr']);
      return settled(story);
    },
  },
  {
    name: 'nested-pid',
    shows: 'PID namespaces three deep',
    tell() {
      const { story, shell } = begun();
      let at = shell;
      for (let depth = 0; depth < 3; depth++) {
        const unshare = story.fork(at, ['unshare', '-p', '-f', 'sh']);
        story.unshare(unshare, ['pid']);
        story.wait(30);
        at = story.fork(unshare, ['sh']);
        story.fork(at, ['sleep', '100']);
      }
      return settled(story);
    },
  },
  {
    name: 'host-network',
    shows: 'docker run --network host: the thread of net runs through',
    tell() {
      const { story } = begun();
      story.container({ name: 'proxy', shares: { net: null } });
      return settled(story);
    },
  },
  {
    name: 'pid-shared',
    shows: 'docker run --pid container:web: two containers, one set of numbers',
    tell() {
      const { story } = begun();
      const web = story.container({ name: 'web', image: 'httpd:2.4', argv: ['httpd'] });
      story.fork(web, ['httpd']);
      story.wait(500);
      const debug = story.container({ name: 'debug', shares: { pid: web } });
      story.fork(debug, ['ps']);
      return settled(story);
    },
  },
  {
    name: 'zombies',
    shows: 'A parent that never waits, a stopped job, an orphan adopted by PID 1',
    tell() {
      const { story, shell } = begun();
      const web = story.container({ name: 'web', argv: ['python3', 'server.py'] });
      for (let i = 0; i < 3; i++) story.exit(story.fork(web, ['worker', String(i)]));
      const sub = story.fork(web, ['sh', '-c', 'sleep 1000 &']);
      story.fork(sub, ['sleep', '1000']);
      story.exit(sub);
      story.reap(sub);
      story.status(story.fork(shell, ['vi', 'notes.txt']), 'stopped');
      return settled(story);
    },
  },
  {
    name: 'run-moment',
    shows: 'The moments of docker run, then of kill: for the time scrubber',
    tell() {
      const { story, shell } = begun();
      story.wait(3000);
      story.fork(shell, ['docker', 'run', '-it', '--name', 'web', 'busybox', 'sh']);
      story.wait(200);
      const sh = story.container({ name: 'web' });
      story.wait(700);
      const sleep = story.fork(sh, ['sleep', '1000']);
      story.wait(900);
      story.kill(sh, sleep, 15);
      story.wait(80);
      story.exit(sleep);
      story.wait(120);
      story.reap(sleep);
      return story.wait(200);
    },
  },
  {
    name: 'five-containers',
    shows: 'Five containers of several processes',
    tell: () => crowd(5, 3),
  },
  {
    name: 'thirty-containers',
    shows: 'Thirty containers, 150 processes',
    tell: () => crowd(30, 4),
  },
  {
    name: 'two-hundred-processes',
    shows: '200 processes, most of them of one shell',
    tell() {
      const { story, shell } = begun();
      for (let i = 0; i < 170; i++) story.fork(shell, ['sleep', String(1000 + i)]);
      const web = story.container({ name: 'web' });
      for (let i = 0; i < 20; i++) story.fork(web, ['httpd', '-k', 'start']);
      return settled(story);
    },
  },
  {
    name: 'long-names',
    shows: 'Names longer than any room',
    tell() {
      const { story, shell } = begun();
      story.fork(shell, [
        'find',
        '/',
        '-name',
        '*.conf',
        '-exec',
        'grep',
        '-l',
        'a needle in a very long haystack indeed',
        '{}',
        '+',
      ]);
      const web = story.container({
        name: 'the-development-environment-of-the-second-semester-project-group',
        image:
          'registry.internal.example:5000/faculty/informatics/course-2026/web-server-with-everything:4.19.0-rc2',
        argv: [
          '/usr/local/bin/an-executable-with-a-name-of-great-length',
          '--configuration-file=/etc/the/configuration.yaml',
          '--verbose',
        ],
      });
      let at = web;
      for (let depth = 0; depth < 14; depth++)
        at = story.fork(at, [`level-${String(depth)}-of-a-deep-tree`, '--with', 'arguments']);
      return settled(story);
    },
  },
];

/** So many containers, each with so many children of its first process. */
export function crowd(containers: number, children: number): Story {
  const { story } = begun();
  for (let i = 0; i < containers; i++) {
    const image = images[i % images.length] ?? 'busybox';
    const pid = story.container({ name: `site-${String(i + 1)}`, image, argv: ['httpd', '-f'] });
    for (let j = 0; j < children; j++) story.fork(pid, ['httpd', '-f', '-p', String(8000 + j)]);
  }
  return settled(story);
}
