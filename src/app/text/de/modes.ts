// Wörter von Entdecken, geteilten Links, Vortrag, der aufgezeichneten Sitzung und den ersten Schritten.
import type { Translation } from '../../../base/language.ts';
import type { modeTexts as en } from '../en/modes.ts';

const commands = (count: number): string => (count === 1 ? '1 Befehl' : `${String(count)} Befehle`);

export const modeTexts: Translation<typeof en> = {
  typing: {
    title: 'Laufende Befehle',
    count: (n, of) => `${String(n)} von ${String(of)}`,
    typing: 'tippt',
    waiting: 'wartet auf das Ende',
    hurry: 'Schneller',
    goOn: 'Jetzt weiter',
    goOnTitle: 'Tippt den nächsten Befehl, ohne auf das Ende von diesem zu warten',
    stop: 'Stopp',
    status: (n, of, text) => `Befehl ${String(n)} von ${String(of)}: ${text}`,
  },
  shelf: {
    title: 'Ausgangspunkte',
    note: 'Jeder ist eine kurze Liste von Befehlen, die vor deinen Augen ins Terminal getippt werden. Von dort geht es weiter, wie du willst.',
    runClean: 'Auf frischer Maschine ausführen',
    runHere: 'Auf dieser Maschine ausführen',
    close: 'Ausgangspunkte schließen',
    images: 'Images in der Registry',
    image: (name) => `Ins Terminal tippen: docker run -it --rm ${name}`,
    imageTitle: 'Tippt docker run für dieses Image; danach Enter drücken',
  },
  link: {
    copy: 'Link kopieren',
    copyTitle: 'Ein Link zu dem, was du auf dieser Maschine getan hast',
    title: 'Ein Link hierher',
    close: 'Schließen',
    explain: (count) =>
      `Wer diesen Link öffnet, sieht ${count === 1 ? 'den folgenden Befehl und kann ihn' : `die folgenden ${commands(count)} und kann sie`} auf einer eigenen, frischen Maschine ausführen. Alles steckt im Link selbst; nirgends wird etwas gespeichert.`,
    field: 'Der Link',
    copied: 'Kopiert',
    copyAgain: 'Kopieren',
    commands: 'Befehle',
    leftOut:
      'Zeilen, die in ein Programm getippt wurden, das sie nicht meldet, etwa die Shell eines Containers, sind nicht dabei.',
    notMade: {
      empty: 'Es gibt noch nichts zu teilen: Führe erst einen Befehl aus.',
      oversized:
        'Das ist zu viel für einen Link: Höchstens 100 Befehle mit zusammen 12.000 Zeichen passen hinein. Sichere stattdessen eine Aufzeichnung (Mehr, Aufzeichnung sichern).',
      unseen:
        'Einer der Befehle enthält unsichtbare Zeichen, und ein Link muss alles zeigen, was er ausführt. Sichere stattdessen eine Aufzeichnung.',
      damaged: 'Der Link konnte nicht erstellt werden.',
      unknown: 'Der Link konnte nicht erstellt werden.',
    },
  },
  shared: {
    title: 'Jemand hat dies mit dir geteilt',
    explain: (count) =>
      count === 1
        ? 'Der Link enthält 1 Befehl. Er läuft auf einer frischen Maschine in diesem Tab und erreicht nichts außerhalb. Lies ihn erst.'
        : `Der Link enthält ${commands(count)}. Sie laufen auf einer frischen Maschine in diesem Tab und erreichen nichts außerhalb. Lies sie erst.`,
    otherImage:
      'Sie wurden auf einer anderen Version der Maschine getippt: Das Ergebnis kann abweichen.',
    agree: 'Auf frischer Maschine ausführen',
    waiting: 'Die Maschine startet…',
    decline: 'Nicht ausführen',
    goOn: 'Ohne sie weiter',
    refused: {
      damaged:
        'Der Link ist beschädigt: Ein Teil fehlt oder wurde unterwegs verändert. Bitte noch einmal darum und kopiere ihn ganz. Es wurde nichts ausgeführt.',
      oversized:
        'Der Link enthält mehr, als Links von Fishbowl enthalten dürfen; hier ist er also nicht entstanden. Es wurde nichts ausgeführt.',
      unknown:
        'Der Link stammt von einer neueren Version von Fishbowl als dieser. Es wurde nichts ausgeführt; öffne ihn auf der Site, auf der er erstellt wurde.',
      unseen:
        'Der Link enthält Zeichen, die sich nicht anzeigen lassen; du könntest also nicht sehen, was ausgeführt würde. Es wurde nichts ausgeführt.',
      empty: 'Der Link enthält keine Befehle.',
    },
  },
  present: {
    region: 'Vortrag',
    deck: 'Folien',
    slide: (n, of) => `${String(n)} von ${String(of)}`,
    next: (line) => `Leertaste tippt: ${line}`,
    nextSlide: 'Leertaste: nächste Folie',
    end: 'Ende. Esc beendet.',
    typing: 'Du tippst. F6 gibt die Tasten an die Folien zurück.',
    blank: 'Der Bildschirm ist leer. B zeigt ihn wieder.',
    hint: 'Leertaste tippt und führt aus · ← → Zeit · ↑ ↓ Folien · N Notizen · Esc beendet · ? alle Tasten',
    lost: 'Die Maschine ist stehen geblieben. R macht mit der Aufzeichnung dieser Lektion weiter, F startet eine frische Maschine.',
    notLoaded:
      'Die Maschine ist nicht gestartet. R zeigt die Aufzeichnung dieser Lektion, F versucht es noch einmal.',
    noRecording: 'Von dieser Lektion gibt es keine Aufzeichnung. F startet eine frische Maschine.',
    recorded:
      'Aufzeichnung. Die Leertaste spielt den nächsten Befehl ab; F kehrt zur Maschine zurück.',
    actions: {
      next: 'Nächsten Befehl tippen und ausführen; noch einmal: schneller; nach dem letzten: nächste Folie',
      slideForward: 'Nächste Folie',
      slideBack: 'Vorige Folie',
      timeForward: 'In der Zeit einen Befehl vor',
      timeBack: 'In der Zeit einen Befehl zurück',
      live: 'Die Gegenwart',
      blank: 'Bildschirm leeren und wieder zeigen',
      view: 'Nächste Ansicht',
      layout: 'Bild und Terminal, nur Bild, nur Terminal',
      notes: 'Notizen und Uhr für den Vortrag in einem zweiten Fenster',
      type: 'Von Hand ins Terminal tippen; F6 gibt die Tasten zurück',
      larger: 'Größere Schrift im Terminal',
      smaller: 'Kleinere Schrift im Terminal',
      recording: 'Mit der Aufzeichnung dieser Lektion weitermachen',
      fresh: 'Frische Maschine starten oder von der Aufzeichnung zu ihr zurück',
      leave: 'Beenden',
    },
    notes: {
      title: (lesson) => `Notizen: ${lesson}`,
      blocked:
        'Der Browser hat kein zweites Fenster geöffnet: Erlaube Pop-ups für diese Site und drücke dann N.',
      clock: 'Seit dem ersten Befehl',
      restart: 'Uhr auf 0 stellen',
      nextCommand: 'Nächster Befehl',
      allTyped: 'Alle Befehle dieser Folie sind getippt.',
      following: 'Nächste Folie',
      last: 'Das ist die letzte Folie.',
      keys: 'Leertaste, Pfeile, B und die anderen Tasten gelten auch in diesem Fenster.',
    },
  },
  film: {
    about: 'Warum dies eine Aufzeichnung ist',
    reasons: {
      small:
        'Auf einem so kleinen Bildschirm siehst du eine aufgezeichnete Sitzung: Ihre Bilder sind aus dem gezeichnet, was ein echter Kernel berichtet hat. Um selbst zu tippen, öffne diese Seite auf einem Computer.',
      memory:
        'Dieses Gerät hat wenig Speicher, und der Browser könnte den Tab beenden, wenn eine Maschine darin läuft. Darum siehst du die aufgezeichnete Sitzung einer echten.',
      died: 'Der Tab wurde beendet, während die Maschine startete, vermutlich weil der Speicher nicht reichte. Darum hier erst eine aufgezeichnete Sitzung.',
    },
    start: 'Maschine trotzdem starten',
    steps: 'Schritte der Aufzeichnung',
    previous: 'Voriger Schritt',
    next: 'Nächster Schritt',
    play: 'Abspielen',
    pause: 'Anhalten',
    again: 'Noch einmal',
    none: 'Diese Site hat keine aufgezeichnete Sitzung. Du kannst die Maschine trotzdem starten.',
    failed: (why) => `Die aufgezeichnete Sitzung lässt sich nicht zeigen: ${why}`,
    loading: 'Die aufgezeichnete Sitzung wird geladen…',
  },
  orientation: {
    title: 'Erste Schritte',
    count: (n, of) => `${String(n)} von ${String(of)}`,
    parts: {
      terminal: [
        'Eine echte Shell',
        'In diesem Tab läuft ein ganzes Linux. Tippe hier wie auf jeder Maschine; docker gibt es auch. Nichts, was du tust, kann den Tab verlassen oder deinem Computer schaden.',
      ],
      stage: [
        'Was ihr Kernel berichtet',
        'Jedes Bild ist aus dem gezeichnet, was dieser Kernel von sich sagt. Klicke irgendetwas an, um die Datei zu sehen, in der es steht; die Knöpfe darüber zeigen andere Ansichten.',
      ],
      lesson: [
        'Etwas zu tun',
        'Lektionen schauen auf den Kernel, nicht auf deine Tasten: Jeder Weg, der zum Ziel führt, ist richtig. Unter Entdecken gibt es stattdessen Ausgangspunkte, und Vortrag ist für den Hörsaal.',
      ],
      timeline: [
        'Zeit',
        'Jeder Befehl ist ein Abschnitt. Geh zurück, sieh an, was war, oder kehre mit der Maschine selbst dorthin zurück. Zurücksetzen, oben, gibt dir eine frische. Die Taste ? erklärt den Rest.',
      ],
    },
    next: 'Weiter',
    back: 'Zurück',
    done: 'Los',
    skip: 'Überspringen',
    again: 'Noch einmal die ersten Schritte',
  },
};
