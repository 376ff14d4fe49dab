// Every sentence of the shell in English. Another language is another file of this shape.
import { lessonTexts } from './lesson.ts';
import { modeTexts } from './modes.ts';
import { pictureTexts } from './pictures.ts';
import { shelfTexts } from './shelf.ts';
import { timeTexts } from './time.ts';
import type { MachineFailure } from '../../../backend/backend.ts';
import type { PageFault } from '../../../backend/page.ts';
import type { Action } from '../../keys.ts';
import type { News } from '../../state/console-news.ts';

const seconds = (ms: number): string =>
  ms < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

const failures: Record<MachineFailure['kind'], [title: string, text: string]> = {
  panicked: [
    'The kernel panicked',
    'Linux met an error it cannot go on from, and stopped. Its last words are below.',
  ],
  halted: ['The machine was switched off', 'It was halted or rebooted from inside.'],
  silent: [
    'The machine does not answer',
    'It may be too busy, or something it needs is gone. You can wait, or start afresh.',
  ],
  crashed: ['The emulator stopped', 'The program that plays the computer met an error.'],
};

const pageFaults: Readonly<Record<PageFault, (host: string) => string>> = {
  ERR_CONNECTION_REFUSED: (host) => `${host} refused to connect.`,
  ERR_ADDRESS_UNREACHABLE: (host) => `${host} is unreachable.`,
  ERR_CONNECTION_TIMED_OUT: (host) => `${host} took too long to respond.`,
  ERR_CONNECTION_RESET: () => 'The connection was reset.',
  ERR_EMPTY_RESPONSE: (host) => `${host} didn’t send any data.`,
  ERR_INVALID_HTTP_RESPONSE: (host) => `${host} sent an invalid response.`,
  ERR_NAME_NOT_RESOLVED: (host) =>
    `${host}’s server IP address could not be found. There is no network beyond this tab.`,
  ERR_INVALID_URL: () => 'This is not an address.',
  ERR_UNKNOWN_URL_SCHEME: () => 'Only http:// addresses can be opened here.',
  ERR_SSL_PROTOCOL_ERROR: (host) => `${host} sent an invalid response. Use http:// here.`,
};

const actions: Readonly<Record<Action, string>> = {
  help: 'Show the keys',
  nextRegion: 'Go to the next part of the page (also out of the terminal)',
  previousRegion: 'Go to the part before',
  newTerminal: 'Open a terminal',
  closeTerminal: 'Close the terminal',
  nextTerminal: 'Next terminal',
  previousTerminal: 'Terminal before',
  copy: 'Copy what is selected in the terminal',
  find: 'Search in the terminal',
  larger: 'Larger terminal text',
  smaller: 'Smaller terminal text',
  previousCommand: 'Step back to the command before',
  nextCommand: 'Step on to the next command',
  live: 'Back to live',
  goBack:
    'Go back: the machine becomes what it was at the moment shown, or before the last command',
  keepMoment: 'Keep this moment of the machine',
  branches: 'List and compare the branches',
  play: 'Play and pause',
};

export const en = {
  seconds,
  app: {
    name: 'Fishbowl',
    skip: {
      terminal: 'Skip to the terminal',
      stage: 'Skip to the picture',
      lesson: 'Skip to the lesson',
    },
    modes: 'Mode',
    modeNames: { learn: 'Learn', explore: 'Explore', present: 'Present' },
    reset: 'Reset',
    resetTitle: 'Start again with a fresh machine',
    theme: (theme: 'light' | 'dark') => (theme === 'dark' ? 'Light colours' : 'Dark colours'),
    help: 'Help and keys',
    more: 'More',
    saveRecording: 'Save a recording',
    openRecording: 'Open a recording…',
    leaveRecording: 'Back to the machine',
    screenReader: 'Screen reader mode of the terminal',
    drop: 'Drop the recording to open it',
    splitColumns: 'Width of the terminals',
    splitLesson: 'Height of the lesson',
    caption: 'Tell changes in words',
    regions: {
      lesson: 'Lesson',
      terminal: 'Terminals',
      stage: 'Picture',
      timeline: 'Timeline',
    },
  },
  status: {
    loading: 'starting',
    unloadable: 'not started',
    running: 'running',
    paused: 'paused',
    resetting: 'resetting',
    failed: 'stopped',
    replay: 'recording',
    bootedIn: (ms: number) => `Started in ${seconds(ms)}`,
    stage: (stage: string, ms: number) => `${stage} ${seconds(ms)}`,
  },
  loading: {
    title: 'Starting a Linux machine in this tab',
    note: 'Nothing is installed and nothing leaves your browser. You can read on meanwhile.',
    waiting: 'Getting ready',
    stages: {
      fetch: 'Fetch',
      check: 'Check',
      restore: 'Restore',
      greet: 'Greet',
      ready: 'Ready',
    },
    failed: 'The machine could not be started',
    retry: 'Try again',
  },
  failure: {
    title: (failure: MachineFailure) => failures[failure.kind][0],
    text: (failure: MachineFailure) =>
      failure.kind === 'silent'
        ? `It has not answered for ${seconds(failure.ms)}. ${failures.silent[1]}`
        : failures[failure.kind][1],
    words: 'Last words of the kernel',
    reset: 'Start a fresh machine',
    outOfMemory: (news: News) =>
      news.scope === 'machine'
        ? `The kernel ran out of memory and killed ${news.name} (pid ${String(news.pid)}).`
        : `A control group reached its memory limit, and the kernel killed ${news.name} (pid ${String(news.pid)}).`,
    dismiss: 'Dismiss',
  },
  terminal: {
    name: (n: number) => `Terminal ${String(n)}`,
    tabs: 'Open terminals',
    new: 'New terminal',
    close: (name: string) => `Close ${name}`,
    rename: (name: string) => `New name of ${name}`,
    renameHint: 'Double click or F2 to rename',
    copy: 'Copy',
    paste: 'Paste',
    find: 'Search',
    larger: 'Larger text',
    smaller: 'Smaller text',
    tools: 'Terminal tools',
    copied: 'Copied',
    nothingSelected: 'Select text with the mouse first, then copy',
    pasteBlocked: 'The browser does not let the page read the clipboard: press Ctrl+Shift+V',
    copyBlocked: 'The browser did not allow copying: press Ctrl+C outside, or use its menu',
    hint: 'Copy Ctrl+Shift+C · Paste Ctrl+Shift+V or right click',
    ended: (code: number) => `The shell has ended (exit ${String(code)}). Open another terminal.`,
    notOpened: (why: string) => `The terminal could not be opened: ${why}`,
    searchFor: 'Search the terminal for',
    matches: (shown: number, count: number) =>
      count === 0 ? 'no match' : `${String(shown)} of ${String(count)}`,
    next: 'Next match',
    previous: 'Match before',
    closeSearch: 'Close search',
    none: 'No terminal is open.',
  },
  ...timeTexts,
  ...pictureTexts,
  ...modeTexts,
  startingPoints: shelfTexts,
  stage: {
    views: 'Views',
    search: 'Find in the picture',
    inWords: 'In words',
    accountTitle: 'The picture in words',
    back: 'This is how it was before.',
    quiet: 'Changes are told here as they happen.',
    more: (count: number) => `and ${String(count)} more`,
    past: (ago: string) => `As it was ${ago} before now`,
    lost: (count: number) =>
      `${String(count)} kernel records were lost; everything is being read again.`,
  },
  web: {
    title: 'Web',
    back: 'Back',
    forward: 'Forward',
    reload: 'Reload',
    address: 'Address',
    go: 'Go',
    loading: 'Loading…',
    page: (address: string) => `The page at ${address}`,
    noPorts: 'No container publishes a port now. Try docker run -d -p 8080:80 httpd',
    hint: 'Pages that servers in containers send are shown here. Choose a published port above, or type an address: localhost and a port, or an address of a container. Nothing leaves this tab.',
    unreachable: 'This site can’t be reached',
    fault: (fault: PageFault, host: string) => pageFaults[fault](host),
  },
  evidence: {
    title: 'Evidence',
    none: 'Nothing more is known of this: it is gone.',
    close: 'Close the evidence',
    again: 'Read again now',
    readAt: (at: string) => `read at ${at}`,
    now: 'as it is now',
    failed: (why: string) => `It cannot be read now: ${why}`,
    related: 'Belongs together',
  },
  help: {
    title: 'Help',
    keys: 'Keys',
    close: 'Close',
    timeline:
      'In the timeline: ← and → step by one event, ↑ and ↓ by one command, End is live, Space plays, + and − change the speed, Enter goes back to the moment shown, Page Up and Page Down change the branch.',
    tabs: 'On a terminal’s tab: ← and → choose, F2 renames, Delete closes.',
    splits: 'On a bar between two parts: the arrows move it, Home and End push it to its ends.',
    present: 'In Present',
    paste: 'Paste',
    honestTitle: 'What is real here',
    honest: [
      'The kernel, the shell, the tools, the OCI runtime and the images are real: a Linux of its own runs in an emulated computer inside this tab.',
      'The engine behind the docker command is Fishbowl’s own, and says so in docker version.',
      'Everything drawn was read from that kernel. Click anything to see which file says so.',
    ],
    started: 'How this machine started',
  },
  lesson: lessonTexts,
  keyNames: {
    Ctrl: 'Ctrl',
    Shift: 'Shift',
    Space: 'Space',
    Enter: 'Enter',
    End: 'End',
    'Page Up': 'Page Up',
    'Page Down': 'Page Down',
  },
  actions,
} as const;
