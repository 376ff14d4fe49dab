// Jeder Satz der Oberfläche auf Deutsch; en/ gibt die Form vor.
import { decimal, type Translation } from '../../../base/language.ts';
import type { MachineFailure } from '../../../backend/backend.ts';
import type { PageFault } from '../../../backend/page.ts';
import type { en } from '../en/en.ts';
import { lessonTexts } from './lesson.ts';
import { modeTexts } from './modes.ts';
import { pictureTexts } from './pictures.ts';
import { shelfTexts } from './shelf.ts';
import { timeTexts } from './time.ts';

const seconds = (ms: number): string =>
  ms < 1000 ? `${String(Math.round(ms))} ms` : `${decimal(ms / 1000, ms < 10_000 ? 1 : 0)} s`;

const failures: Record<MachineFailure['kind'], [title: string, text: string]> = {
  panicked: [
    'Kernel-Panic',
    'Linux ist auf einen Fehler gestoßen, nach dem es nicht weiterkann, und hat angehalten. Seine letzten Worte stehen unten.',
  ],
  halted: [
    'Die Maschine wurde ausgeschaltet',
    'Sie wurde von innen angehalten oder neu gestartet.',
  ],
  silent: [
    'Die Maschine antwortet nicht',
    'Vielleicht ist sie zu beschäftigt, oder etwas fehlt, was sie braucht. Du kannst warten oder neu anfangen.',
  ],
  crashed: [
    'Der Emulator ist stehen geblieben',
    'Das Programm, das den Computer nachbildet, ist auf einen Fehler gestoßen.',
  ],
};

const pageFaults: Readonly<Record<PageFault, (host: string) => string>> = {
  ERR_CONNECTION_REFUSED: (host) => `${host} hat die Verbindung abgelehnt.`,
  ERR_ADDRESS_UNREACHABLE: (host) => `${host} ist nicht erreichbar.`,
  ERR_CONNECTION_TIMED_OUT: (host) => `${host} braucht zu lange, um zu antworten.`,
  ERR_CONNECTION_RESET: () => 'Die Verbindung wurde zurückgesetzt.',
  ERR_EMPTY_RESPONSE: (host) => `${host} hat keine Daten gesendet.`,
  ERR_INVALID_HTTP_RESPONSE: (host) => `${host} hat eine ungültige Antwort gesendet.`,
  ERR_NAME_NOT_RESOLVED: (host) =>
    `Die IP-Adresse des Servers von ${host} wurde nicht gefunden. Über diesen Tab hinaus gibt es kein Netzwerk.`,
  ERR_INVALID_URL: () => 'Das ist keine Adresse.',
  ERR_UNKNOWN_URL_SCHEME: () => 'Hier lassen sich nur Adressen mit http:// öffnen.',
  ERR_SSL_PROTOCOL_ERROR: (host) =>
    `${host} hat eine ungültige Antwort gesendet. Nimm hier http://.`,
};

export const de: Translation<typeof en> = {
  seconds,
  app: {
    name: 'Fishbowl',
    skip: {
      terminal: 'Zum Terminal springen',
      stage: 'Zum Bild springen',
      lesson: 'Zur Lektion springen',
    },
    modes: 'Modus',
    modeNames: { learn: 'Lernen', explore: 'Entdecken', present: 'Vortrag' },
    reset: 'Zurücksetzen',
    resetTitle: 'Mit einer frischen Maschine neu anfangen',
    theme: (theme) => (theme === 'dark' ? 'Helle Farben' : 'Dunkle Farben'),
    help: 'Hilfe und Tasten',
    more: 'Mehr',
    saveRecording: 'Aufzeichnung sichern',
    openRecording: 'Aufzeichnung öffnen…',
    leaveRecording: 'Zurück zur Maschine',
    screenReader: 'Terminal für Screenreader',
    drop: 'Aufzeichnung hier ablegen, um sie zu öffnen',
    splitColumns: 'Breite der Terminals',
    splitLesson: 'Höhe der Lektion',
    caption: 'Änderungen in Worten sagen',
    regions: {
      lesson: 'Lektion',
      terminal: 'Terminals',
      stage: 'Bild',
      timeline: 'Zeitleiste',
    },
  },
  status: {
    loading: 'startet',
    unloadable: 'nicht gestartet',
    running: 'läuft',
    paused: 'angehalten',
    resetting: 'wird zurückgesetzt',
    failed: 'stehen geblieben',
    replay: 'Aufzeichnung',
    bootedIn: (ms) => `In ${seconds(ms)} gestartet`,
    stage: (stage, ms) => `${stage} ${seconds(ms)}`,
  },
  loading: {
    title: 'In diesem Tab startet eine Linux-Maschine',
    note: 'Es wird nichts installiert, und nichts verlässt deinen Browser. Du kannst inzwischen weiterlesen.',
    waiting: 'Wird vorbereitet',
    stages: {
      fetch: 'Laden',
      check: 'Prüfen',
      restore: 'Herstellen',
      greet: 'Begrüßen',
      ready: 'Bereit',
    },
    failed: 'Die Maschine konnte nicht gestartet werden',
    retry: 'Noch einmal versuchen',
  },
  failure: {
    title: (failure) => failures[failure.kind][0],
    text: (failure) =>
      failure.kind === 'silent'
        ? `Sie hat seit ${seconds(failure.ms)} nicht geantwortet. ${failures.silent[1]}`
        : failures[failure.kind][1],
    words: 'Letzte Worte des Kernels',
    reset: 'Frische Maschine starten',
    outOfMemory: (news) =>
      news.scope === 'machine'
        ? `Dem Kernel ging der Speicher aus; er hat ${news.name} (PID ${String(news.pid)}) beendet.`
        : `Eine Control Group hat ihre Speichergrenze erreicht; der Kernel hat ${news.name} (PID ${String(news.pid)}) beendet.`,
    dismiss: 'Ausblenden',
  },
  terminal: {
    name: (n) => `Terminal ${String(n)}`,
    tabs: 'Offene Terminals',
    new: 'Neues Terminal',
    close: (name) => `${name} schließen`,
    rename: (name) => `Neuer Name von ${name}`,
    renameHint: 'Doppelklick oder F2 zum Umbenennen',
    copy: 'Kopieren',
    paste: 'Einfügen',
    find: 'Suchen',
    larger: 'Größere Schrift',
    smaller: 'Kleinere Schrift',
    tools: 'Werkzeuge des Terminals',
    copied: 'Kopiert',
    nothingSelected: 'Markiere erst Text mit der Maus, dann kopiere',
    pasteBlocked:
      'Der Browser lässt die Seite die Zwischenablage nicht lesen: Drücke Strg+Umschalt+V',
    copyBlocked:
      'Der Browser hat das Kopieren nicht erlaubt: Drücke außerhalb Strg+C oder nimm sein Menü',
    hint: 'Kopieren Strg+Umschalt+C · Einfügen Strg+Umschalt+V oder Rechtsklick',
    ended: (code) => `Die Shell wurde beendet (Exit ${String(code)}). Öffne ein anderes Terminal.`,
    notOpened: (why) => `Das Terminal konnte nicht geöffnet werden: ${why}`,
    searchFor: 'Das Terminal durchsuchen nach',
    matches: (shown, count) =>
      count === 0 ? 'kein Treffer' : `${String(shown)} von ${String(count)}`,
    next: 'Nächster Treffer',
    previous: 'Voriger Treffer',
    closeSearch: 'Suche schließen',
    none: 'Es ist kein Terminal offen.',
  },
  ...timeTexts,
  ...pictureTexts,
  ...modeTexts,
  startingPoints: shelfTexts,
  stage: {
    views: 'Ansichten',
    search: 'Im Bild finden',
    inWords: 'In Worten',
    accountTitle: 'Das Bild in Worten',
    back: 'So war es vorher.',
    quiet: 'Was sich ändert, steht hier.',
    more: (count) => `und ${String(count)} weitere`,
    past: (ago) => `Wie es ${ago} vor jetzt war`,
    lost: (count) =>
      `${String(count)} Meldungen des Kernels gingen verloren; alles wird noch einmal gelesen.`,
  },
  web: {
    title: 'Web',
    back: 'Zurück',
    forward: 'Vor',
    reload: 'Neu laden',
    address: 'Adresse',
    go: 'Öffnen',
    loading: 'Wird geladen…',
    page: (address) => `Die Seite unter ${address}`,
    noPorts:
      'Gerade veröffentlicht kein Container einen Port. Versuche docker run -d -p 8080:80 httpd',
    hint: 'Hier erscheinen Seiten, die Server in Containern senden. Wähle oben einen veröffentlichten Port oder gib eine Adresse ein: localhost und einen Port oder die Adresse eines Containers. Nichts verlässt diesen Tab.',
    unreachable: 'Diese Website ist nicht erreichbar',
    fault: (fault, host) => pageFaults[fault](host),
  },
  evidence: {
    title: 'Beleg',
    none: 'Mehr ist davon nicht bekannt: Es ist weg.',
    close: 'Beleg schließen',
    again: 'Jetzt noch einmal lesen',
    readAt: (at) => `gelesen bei ${at}`,
    now: 'wie es jetzt ist',
    failed: (why) => `Es lässt sich jetzt nicht lesen: ${why}`,
    related: 'Gehört zusammen',
  },
  help: {
    title: 'Hilfe',
    keys: 'Tasten',
    close: 'Schließen',
    timeline:
      'In der Zeitleiste: ← und → gehen um ein Ereignis, ↑ und ↓ um einen Befehl; Ende ist live, die Leertaste spielt ab, + und − ändern das Tempo, Enter kehrt zum gezeigten Moment zurück, Bild auf und Bild ab wechseln den Zweig.',
    tabs: 'Auf dem Reiter eines Terminals: ← und → wählen, F2 benennt um, Entf schließt.',
    splits:
      'Auf einem Balken zwischen zwei Teilen: Die Pfeile verschieben ihn, Pos1 und Ende schieben ihn an den Rand.',
    present: 'Im Vortrag',
    paste: 'Einfügen',
    honestTitle: 'Was hier echt ist',
    honest: [
      'Der Kernel, die Shell, die Werkzeuge, die OCI-Runtime und die Images sind echt: In diesem Tab läuft in einem emulierten Computer ein eigenes Linux.',
      'Die Engine hinter dem Befehl docker ist Fishbowls eigene; docker version sagt es.',
      'Alles Gezeichnete wurde aus diesem Kernel gelesen. Klicke etwas an, um die Datei zu sehen, in der es steht.',
    ],
    started: 'Wie diese Maschine gestartet ist',
  },
  lesson: lessonTexts,
  keyNames: {
    Ctrl: 'Strg',
    Shift: 'Umschalt',
    Space: 'Leertaste',
    Enter: 'Enter',
    End: 'Ende',
    'Page Up': 'Bild auf',
    'Page Down': 'Bild ab',
  },
  actions: {
    help: 'Die Tasten zeigen',
    nextRegion: 'Zum nächsten Teil der Seite (auch aus dem Terminal heraus)',
    previousRegion: 'Zum vorigen Teil der Seite',
    newTerminal: 'Terminal öffnen',
    closeTerminal: 'Terminal schließen',
    nextTerminal: 'Nächstes Terminal',
    previousTerminal: 'Voriges Terminal',
    copy: 'Kopieren, was im Terminal markiert ist',
    find: 'Im Terminal suchen',
    larger: 'Größere Schrift im Terminal',
    smaller: 'Kleinere Schrift im Terminal',
    previousCommand: 'Zurück zum vorigen Befehl',
    nextCommand: 'Weiter zum nächsten Befehl',
    live: 'Zurück zur Gegenwart',
    goBack:
      'Zurückkehren: Die Maschine wird, was sie im gezeigten Moment oder vor dem letzten Befehl war',
    keepMoment: 'Diesen Moment der Maschine aufheben',
    branches: 'Zweige auflisten und vergleichen',
    play: 'Abspielen und anhalten',
  },
};
