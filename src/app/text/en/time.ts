// Words of the timeline, of going back in time, and of recordings.
const shortened = (text: string): string => {
  const line = text.split('\n')[0] ?? '';
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line || '…'}”`;
};

export const timeTexts = {
  timeline: {
    title: 'Timeline',
    scrub: 'Moment shown',
    live: 'Live',
    liveTitle: 'Show the present',
    previousCommand: 'Command before',
    previousEvent: 'Event before',
    nextEvent: 'Next event',
    nextCommand: 'Next command',
    segment: (text: string, terminal: string) => `${text}, in ${terminal}`,
    running: 'running',
    exit: (code: number) => (code === 0 ? 'exit 0' : `exit ${String(code)}`),
    empty: 'Each command you run becomes a segment here.',
    play: 'Play',
    pause: 'Pause',
    speed: 'Speed',
    times: (speed: number) => `${String(speed)}×`,
    moment: (at: string) => `${at} since the machine started`,
  },
  time: {
    goHere: 'Go back here',
    filmHere: (at: string) => `${at}, film`,
    machineHere: (at: string) => `${at}, machine`,
    goHereTitle:
      'The machine itself becomes what it was at this moment. Nothing is lost: the present stays as a branch.',
    goBefore: (text: string) => `Go back to before ${shortened(text)}`,
    goLast: 'Go back to the last moment kept before this',
    filmTitle:
      'This moment was recorded, but the machine was not kept: it can be looked at, not entered.',
    machine: 'Machine kept',
    busy: 'Going back…',
    nowhere: 'No moment of the machine before this is kept.',
    returned: 'The machine is what it was then. Whatever you do now goes on from here.',
    wentBack: (text: string) =>
      `The machine is what it was before ${shortened(text)}. Do something else, and a branch grows.`,
    kept: 'This moment is kept.',
    keep: 'Keep this moment',
    keptAt: (at: string) => `Kept at ${at}`,
    memory: (bytes: string, points: number) => `${String(points)} kept, ${bytes}`,
    memoryTitle: (bytes: string) =>
      `Moments that the machine can go back to, and the memory that they take; at most ${bytes}, the oldest thin out first`,
    megabytes: (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`,
    branches: 'Branches',
    branchesTitle: 'Branches of this machine’s time',
    branch: (name: string | null, id: number) =>
      name ?? (id === 1 ? 'First branch' : `Branch ${String(id)}`),
    close: 'Close the branches',
    nameOf: (name: string) => `Name of ${name}`,
    here: 'The machine is here',
    visit: 'Look',
    visitTitle: (name: string) => `Look at the end of ${name}: film`,
    enter: 'Go there',
    enterTitle: (name: string) => `The machine goes to the end of ${name}`,
    noEnd: 'its end is film only',
    commands: (count: number) => (count === 1 ? '1 command' : `${String(count)} commands`),
    leaves: (name: string, text: string | null) =>
      text === null ? `leaves ${name} at its end` : `leaves ${name} before ${shortened(text)}`,
    compare: 'Compare',
    compareLeft: 'Compare the end of',
    compareRight: 'with the end of',
    alike: 'The kernel reports the same of both.',
    onlyOne:
      'There is one branch so far. Go back to an earlier moment and do something else: another grows.',
    absent: '—',
    parts: {
      processes: 'Processes',
      namespaces: 'Namespaces',
      mounts: 'Mounts',
      cgroups: 'Control groups',
      containers: 'Containers',
      images: 'Images',
      files: 'Files in layers that were looked at',
    },
    more: (count: number) => `and ${String(count)} more`,
    pastScreen: (at: string) =>
      `The terminal as it was ${at} since the machine started; it takes no input`,
    notOpen: 'This terminal was not open yet.',
    pointBefore: (text: string) => `before ${shortened(text)}`,
    pointLast: 'the last moment kept here',
  },
  replay: {
    banner:
      'This is a recording: film only. Look, scrub and step; none of its moments is a machine, and its terminals take no input.',
    bad: (why: string) => `This file is not a recording of Fishbowl: ${why}`,
  },
};
