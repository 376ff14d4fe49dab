// Words of Explore, shared links, Present, the recorded session and the orientation.
import type { FilmReason } from '../../film/reason.ts';
import type { LinkProblem } from '../../link/shared.ts';
import type { PresentAction } from '../../present/keys.ts';

const commands = (count: number): string =>
  count === 1 ? '1 command' : `${String(count)} commands`;

const notMade: Readonly<Record<LinkProblem, string>> = {
  empty: 'There is nothing to share yet: run a command first.',
  oversized:
    'This is too much for a link: at most 100 commands of 12,000 characters together fit. Save a recording instead (More, Save a recording).',
  unseen:
    'One of the commands holds characters that cannot be seen, and a link must show all that it runs. Save a recording instead.',
  damaged: 'The link could not be made.',
  unknown: 'The link could not be made.',
};

const refused: Readonly<Record<LinkProblem, string>> = {
  damaged:
    'The link is damaged: a part of it is missing or was changed on its way. Ask for it again, and copy it whole. Nothing was run.',
  oversized:
    'The link holds more than links of Fishbowl may hold, so it was not made here. Nothing was run.',
  unknown:
    'The link was made by a later version of Fishbowl than this one. Nothing was run; open it on the site that it was made on.',
  unseen:
    'The link holds characters that cannot be shown, so you could not see what would be run. Nothing was run.',
  empty: 'The link holds no commands.',
};

export const modeTexts = {
  typing: {
    title: 'Commands under way',
    count: (n: number, of: number) => `${String(n)} of ${String(of)}`,
    typing: 'typing',
    waiting: 'waiting for its end',
    hurry: 'Faster',
    goOn: 'Go on now',
    goOnTitle: 'Types the next command without waiting for the end of this one',
    stop: 'Stop',
    status: (n: number, of: number, text: string) =>
      `Command ${String(n)} of ${String(of)}: ${text}`,
  },
  shelf: {
    title: 'Starting points',
    note: 'Each is a short list of commands, typed into the terminal before your eyes. Go on from there as you like.',
    runClean: 'Run on a clean slate',
    runHere: 'Run on this machine',
    close: 'Close the starting points',
    images: 'Images in the registry',
    image: (name: string) => `Type into the terminal: docker run -it --rm ${name}`,
    imageTitle: 'Types docker run for this image; then press Enter',
  },
  link: {
    copy: 'Copy a link',
    copyTitle: 'A link to what you did on this machine',
    title: 'A link to this',
    close: 'Close',
    explain: (count: number) =>
      `Whoever opens this link sees the ${commands(count)} below and may run them on a fresh machine of their own. They travel in the link itself; nothing is stored anywhere.`,
    field: 'The link',
    copied: 'Copied',
    copyAgain: 'Copy',
    commands: 'Commands',
    leftOut:
      'Lines typed into a program that does not report them, such as the shell of a container, are not among them.',
    notMade,
  },
  shared: {
    title: 'Somebody shared this with you',
    explain: (count: number) =>
      `The link holds ${commands(count)}. They run on a fresh machine inside this tab, and can reach nothing outside of it. Read them first.`,
    otherImage:
      'They were typed on another version of the machine than this one: the result may differ.',
    agree: 'Run them on a fresh machine',
    waiting: 'The machine is starting…',
    decline: 'Do not run them',
    goOn: 'Go on without',
    refused,
  },
  present: {
    region: 'Presentation',
    deck: 'Slides',
    slide: (n: number, of: number) => `${String(n)} of ${String(of)}`,
    next: (line: string) => `Space types: ${line}`,
    nextSlide: 'Space: next slide',
    end: 'The end. Esc leaves.',
    typing: 'You type. F6 gives the keys back to the slides.',
    blank: 'The screen is blank. B shows it again.',
    hint: 'Space types and runs · ← → time · ↑ ↓ slides · N notes · Esc leaves · ? all keys',
    lost: 'The machine has stopped. R goes on with the recording of this lesson, F starts a fresh machine.',
    notLoaded: 'The machine did not start. R shows the recording of this lesson, F tries again.',
    noRecording: 'There is no recording of this lesson. F starts a fresh machine.',
    recorded: 'Recording. Space plays the next command; F goes back to the machine.',
    actions: {
      next: 'Type and run the next command; again: faster; after the last one: next slide',
      slideForward: 'Next slide',
      slideBack: 'Slide before',
      timeForward: 'On in time, by one command',
      timeBack: 'Back in time, by one command',
      live: 'The present',
      blank: 'Blank the screen, and show it again',
      view: 'Next view',
      layout: 'Picture and terminal, picture alone, terminal alone',
      notes: 'Speaker’s notes and clock in a second window',
      type: 'Type into the terminal by hand; F6 gives the keys back',
      larger: 'Larger letters in the terminal',
      smaller: 'Smaller letters in the terminal',
      recording: 'Go on with the recording of this lesson',
      fresh: 'Start a fresh machine, or go back to it from the recording',
      leave: 'Leave',
    } satisfies Readonly<Record<PresentAction, string>>,
    notes: {
      title: (lesson: string) => `Notes: ${lesson}`,
      blocked:
        'The browser did not open a second window: allow pop-ups for this site, then press N.',
      clock: 'Since the first command',
      restart: 'Set the clock to 0',
      nextCommand: 'Next command',
      allTyped: 'All commands of this slide were typed.',
      following: 'Next slide',
      last: 'This is the last slide.',
      keys: 'Space, arrows, B and the other keys work in this window too.',
    },
  },
  film: {
    about: 'Why this is a recording',
    reasons: {
      small:
        'On a screen this small you see a recorded session: its pictures were drawn from what a real kernel reported. To type yourself, open this page on a computer.',
      memory:
        'This device has little memory, and the browser might end the tab with a machine in it. So you see a recorded session of a real one.',
      died: 'The tab ended while the machine was starting, probably for want of memory. So here is a recorded session first.',
    } satisfies Readonly<Record<FilmReason, string>>,
    start: 'Start the machine anyway',
    steps: 'Steps of the recording',
    previous: 'Step before',
    next: 'Next step',
    play: 'Play',
    pause: 'Pause',
    again: 'Play again',
    none: 'This site has no recorded session. You can start the machine anyway.',
    failed: (why: string) => `The recorded session cannot be shown: ${why}`,
    loading: 'Fetching the recorded session…',
  },
  orientation: {
    title: 'First steps',
    count: (n: number, of: number) => `${String(n)} of ${String(of)}`,
    parts: {
      terminal: [
        'A real shell',
        'A whole Linux runs inside this tab. Type here as on any machine; docker is there too. Nothing you do can leave the tab or harm your computer.',
      ],
      stage: [
        'What its kernel reports',
        'Each picture is drawn from what that kernel says of itself. Click anything to see the file that says so; the buttons above show other views.',
      ],
      lesson: [
        'Something to do',
        'Lessons look at the kernel, not at your keys: any way that works is right. Under Explore there are starting points instead, and Present is for a lecture hall.',
      ],
      timeline: [
        'Time',
        'Every command is a segment. Step back, look at what was, or go back with the machine itself. Reset, above, gives a fresh one. The ? key explains the rest.',
      ],
    },
    next: 'Next',
    back: 'Back',
    done: 'Start',
    skip: 'Skip',
    again: 'First steps again',
  },
};
