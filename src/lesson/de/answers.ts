import type { Phrases } from '../../base/language.ts';

export const answers: Phrases = {
  '{0} of {1} has {2} capabilities.': '{0} von {1} hat {2} Capabilities.',
  '{0} has ended with {1}': '{0} endete mit Exit-Code {1}',
  '{0}, which says that all went well.': '{0}; das heißt, dass alles gut ging.',
  '{0}, which is 128 + {1}: that signal ended it.':
    '{0}, also mit 128 + {1}: Dieses Signal hat ihn beendet.',
  '{0}: its program could not be started.': '{0}: Sein Programm konnte nicht gestartet werden.',
  '{0}: the program itself reported a failure.':
    '{0}: Das Programm selbst hat einen Fehler gemeldet.',
  '{0} stands on one directory for the lowest layer of {1}.':
    '{0} steht für die unterste Schicht von {1} auf einem Verzeichnis.',
  '{0} stand on one directory for the lowest layer of {1}.':
    '{0} stehen für die unterste Schicht von {1} auf einem Verzeichnis.',
  '{0} stand on {1} directories for the lowest layer of {2}.':
    '{0} stehen für die unterste Schicht von {2} auf {1} Verzeichnissen.',
  'Of {0}, {1} had to travel.': 'Von {0} mussten {1} auf die Reise.',
  'In {0}, {1} is a whiteout.': 'In {0} ist {1} ein Whiteout.',
  'In {0}, {1} is a folder marked opaque.':
    'In {0} ist {1} ein Verzeichnis, das als opak markiert ist.',
  'In {0} nothing hides {1}.': 'In {0} verdeckt nichts {1}.',
  'a process': 'ein Prozess',
  'The kernel had no memory left within the limit, and killed {0}.':
    'Der Kernel fand innerhalb der Grenze keinen Speicher mehr und hat {0} beendet.',
  'All processes of {0} are within their limit.':
    'Alle Prozesse von {0} sind innerhalb ihrer Grenze.',
  '{0} namespace': '{0}-Namespace',
  '{0} has a {1} other than the host’s.': '{0} hat einen anderen {1} als der Host.',
  '{0} has the host’s {1}.': '{0} hat den {1} des Hosts.',
  '{0} is {1}, for everyone.': '{0} ist für alle {1}.',
  '{0} is {1} where it is, and {2} on the host.': '{0} ist an seinem Ort {1} und auf dem Host {2}.',
  '{0} has {1} of its own, on top of the {2} of the image.':
    '{0} hat {1} für sich, zusätzlich zu den {2} des Images.',
  '{0} is still there.': '{0} ist noch da.',
  '{0} (PID {1}) was started, and is no more.':
    '{0} (PID {1}) wurde gestartet und ist nicht mehr da.',
  'In {0} there is no {1} to be seen.': 'In {0} ist kein {1} zu sehen.',
  '{0} shows {1} from its own, the upper layer.':
    '{0} zeigt {1} aus der eigenen, der oberen Schicht.',
  '{0} shows {1} from a layer below its own.': '{0} zeigt {1} aus einer Schicht unter der eigenen.',
  'On the host {0} says {1}, in {2} it says {3}.':
    'Auf dem Host steht in {0} {1}, in {2} steht dort {3}.',
  '{0} has the volume {1}, which another container had before.':
    '{0} hat das Volume {1}, das vorher ein anderer Container hatte.',
  '{0} has the volume {1}, which is new.': '{0} hat das Volume {1}, und das ist neu.',
};
