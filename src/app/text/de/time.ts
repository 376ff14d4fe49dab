import { decimal, type Translation } from '../../../base/language.ts';
import type { timeTexts as en } from '../en/time.ts';

const shortened = (text: string): string => {
  const line = text.split('\n')[0] ?? '';
  return `„${line.length > 40 ? `${line.slice(0, 39)}…` : line || '…'}“`;
};

export const timeTexts: Translation<typeof en> = {
  timeline: {
    title: 'Zeitleiste',
    scrub: 'Gezeigter Moment',
    live: 'Live',
    liveTitle: 'Die Gegenwart zeigen',
    previousCommand: 'Voriger Befehl',
    previousEvent: 'Voriges Ereignis',
    nextEvent: 'Nächstes Ereignis',
    nextCommand: 'Nächster Befehl',
    segment: (text, terminal) => `${text}, in ${terminal}`,
    running: 'läuft',
    exit: (code) => `Exit ${String(code)}`,
    empty: 'Jeder Befehl, den du ausführst, wird hier ein Abschnitt.',
    play: 'Abspielen',
    pause: 'Anhalten',
    speed: 'Tempo',
    times: (speed) => `${String(speed).replace('.', ',')}×`,
    moment: (at) => `${at} seit dem Start der Maschine`,
  },
  time: {
    goHere: 'Hierher zurück',
    filmHere: (at) => `${at}, Film`,
    machineHere: (at) => `${at}, Maschine`,
    goHereTitle:
      'Die Maschine selbst wird wieder, was sie in diesem Moment war. Nichts geht verloren: Die Gegenwart bleibt als Zweig.',
    goBefore: (text) => `Zurück vor ${shortened(text)}`,
    goLast: 'Zurück zum letzten Moment, der davor aufgehoben wurde',
    filmTitle:
      'Dieser Moment wurde aufgezeichnet, die Maschine aber nicht aufgehoben: Man kann ihn ansehen, nicht betreten.',
    machine: 'Maschine aufgehoben',
    busy: 'Es geht zurück…',
    nowhere: 'Davor ist kein Moment der Maschine aufgehoben.',
    returned: 'Die Maschine ist, was sie damals war. Was du jetzt tust, geht von hier weiter.',
    wentBack: (text) =>
      `Die Maschine ist, was sie vor ${shortened(text)} war. Tu etwas anderes, und ein Zweig wächst.`,
    kept: 'Dieser Moment ist aufgehoben.',
    keep: 'Diesen Moment aufheben',
    keptAt: (at) => `Aufgehoben bei ${at}`,
    memory: (bytes, points) => `${String(points)} aufgehoben, ${bytes}`,
    memoryTitle: (bytes) =>
      `Momente, zu denen die Maschine zurückkehren kann, und der Speicher, den sie belegen; höchstens ${bytes}, die ältesten werden zuerst ausgedünnt`,
    megabytes: (bytes) => `${decimal(bytes / 1e6, bytes < 10e6 ? 1 : 0)} MB`,
    branches: 'Zweige',
    branchesTitle: 'Zweige der Zeit dieser Maschine',
    branch: (name, id) => name ?? (id === 1 ? 'Erster Zweig' : `Zweig ${String(id)}`),
    close: 'Zweige schließen',
    nameOf: (name) => `Name von ${name}`,
    here: 'Hier ist die Maschine',
    visit: 'Ansehen',
    visitTitle: (name) => `Das Ende von ${name} ansehen: Film`,
    enter: 'Hingehen',
    enterTitle: (name) => `Die Maschine geht zum Ende von ${name}`,
    noEnd: 'sein Ende ist nur Film',
    commands: (count) => (count === 1 ? '1 Befehl' : `${String(count)} Befehle`),
    leaves: (name, text) =>
      text === null ? `verlässt ${name} an dessen Ende` : `verlässt ${name} vor ${shortened(text)}`,
    compare: 'Vergleichen',
    compareLeft: 'Das Ende von',
    compareRight: 'mit dem Ende von',
    alike: 'Der Kernel berichtet von beiden dasselbe.',
    onlyOne:
      'Bisher gibt es nur einen Zweig. Geh zu einem früheren Moment zurück und tu etwas anderes: Dann wächst ein weiterer.',
    absent: '—',
    parts: {
      processes: 'Prozesse',
      namespaces: 'Namespaces',
      mounts: 'Mounts',
      cgroups: 'Control Groups',
      containers: 'Container',
      images: 'Images',
      files: 'Dateien in Schichten, die angesehen wurden',
    },
    more: (count) => `und ${String(count)} weitere`,
    pastScreen: (at) =>
      `Das Terminal, wie es ${at} nach dem Start der Maschine war; es nimmt keine Eingaben an`,
    notOpen: 'Dieses Terminal war noch nicht offen.',
    pointBefore: (text) => `vor ${shortened(text)}`,
    pointLast: 'der letzte Moment, der hier aufgehoben ist',
  },
  replay: {
    banner:
      'Das ist eine Aufzeichnung, also nur Film. Sieh sie an, spule und geh schrittweise; keiner ihrer Momente ist eine Maschine, und ihre Terminals nehmen keine Eingaben an.',
    bad: (why) => `Diese Datei ist keine Aufzeichnung von Fishbowl: ${why}`,
  },
};
