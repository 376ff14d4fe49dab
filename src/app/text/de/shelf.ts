import type { Translation } from '../../../base/language.ts';
import type { shelfTexts as en } from '../en/shelf.ts';

export const shelfTexts: Translation<typeof en> = {
  'two-sites': [
    'Zwei Websites auf einem Image',
    'Zwei Webserver teilen sich jedes Byte eines Images; jeder hat nur seine eigene Seite für sich.',
  ],
  'nested-pids': [
    'Verschachtelte PID-Namespaces',
    'Ein Namespace in einem Namespace: Der innerste Prozess hat drei Nummern.',
  ],
  'by-hand': [
    'Ein Container von Hand',
    'Ohne docker run: ein Overlay, eine Control Group, unshare und pivot_root.',
  ],
  'out-of-memory': [
    'Ein OOM-Kill',
    'Ein Container verlangt mehr Speicher, als seine Control Group haben darf.',
  ],
  zombie: ['Ein Zombie', 'Nummer 1 eines Containers, die sich nicht um ihre toten Kinder kümmert.'],
  'copy-up': [
    'Copy-up und Whiteout',
    'Ändere eine Datei eines Images, lösche eine, füge eine hinzu; das Image bleibt, wie es ist.',
  ],
  'one-network': [
    'Zwei Container, ein Netzwerk',
    'Was ein Pod ist: Container, die sich den Netzwerk-Namespace teilen und sonst nichts.',
  ],
  'own-image': ['Ein eigenes Image', 'Baue drei Zeilen und sieh, welche Schichten daraus wurden.'],
  fifty: ['Fünfzig Container', 'Was kostet ein Container? Dauert etwa eine Minute.'],
};
