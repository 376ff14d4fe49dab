import type { Phrases } from '../../base/language.ts';

export const shared: Phrases = {
  '1 byte': '1 Byte',
  '{0} bytes': '{0} Byte',
  'The container {0} does not run: it is {1}.':
    'Der Container {0} läuft nicht: Sein Status ist {1}.',
  'There is no file {0} yet.': 'Die Datei {0} gibt es noch nicht.',
  '{0} is empty.': '{0} ist leer.',
  '{0} says {1}.': 'In {0} steht {1}.',
  mount: 'Mount',
  network: 'Netzwerk',
  user: 'User',
  cgroup: 'Cgroup',
  time: 'Zeit',
  '{0} and {1}': '{0} und {1}',
  '{0} bytes, mode {1}': '{0} Byte, Modus {1}',
  '1 layer': '1 Schicht',
  '{0} layers': '{0} Schichten',
};
