import type { Phrases } from '../../base/language.ts';

export const inside: Phrases = {
  'Inside, {0}': 'Innen, {0}',
  'Inside of {0}: {1}': 'Innen in {0}: {1}',
  'Host name': 'Hostname',
  Mounts: 'Mounts',
  'Interfaces and addresses': 'Schnittstellen und Adressen',
  Routes: 'Routen',
  'Waiting for connections (TCP)': 'Wartet auf Verbindungen (TCP)',
  'Users and groups': 'Benutzer und Gruppen',
  Clocks: 'Uhren',
  'Control groups': 'Control Groups',
  On: 'Auf',
  Type: 'Typ',
  From: 'Von',
  Options: 'Optionen',
  Interface: 'Schnittstelle',
  'MAC address': 'MAC-Adresse',
  'MTU, bytes': 'MTU, Bytes',
  Addresses: 'Adressen',
  'Connected with': 'Verbunden mit',
  Received: 'Empfangen',
  Sent: 'Gesendet',
  To: 'Nach',
  Via: 'Über',
  'Address and port': 'Adresse und Port',
  'Numbers of': 'Nummern von',
  'In it': 'Darin',
  'How many': 'Wie viele',
  Clock: 'Uhr',
  'Ahead of the host’s by': 'Der des Hosts voraus um',
  'Control group, as the host sees it': 'Control Group, wie der Host sie sieht',
  'No process is in it through which it could be read.':
    'Es ist kein Prozess darin, durch den man ihn lesen könnte.',
  'Not read at this moment: the kernel is asked only while somebody looks.':
    'In diesem Moment nicht gelesen: Der Kernel wird nur gefragt, solange jemand hinsieht.',
  'Only a process in it could tell: there is none.':
    'Das könnte nur ein Prozess darin sagen, und es gibt keinen.',
  'No routes: nothing beyond this namespace can be reached.':
    'Keine Routen: Außerhalb dieses Namespace ist nichts zu erreichen.',
  'No program waits for connections.': 'Kein Programm wartet auf Verbindungen.',
  'Every user and group has the same number as on the host.':
    'Alle Benutzer und Gruppen haben dieselben Nummern wie auf dem Host.',
  'No map was written: everybody is shown as the overflow user, 65534.':
    'Es wurde keine Zuordnung geschrieben: Alle erscheinen als Überlaufbenutzer 65534.',
  'Its processes may not change their groups (setgroups: deny).':
    'Seine Prozesse dürfen ihre Gruppen nicht ändern (setgroups: deny).',
  'Its clocks are the host’s.': 'Seine Uhren sind die des Hosts.',
  'What looks like / in it is {0} on the host.': 'Was darin wie / aussieht, ist auf dem Host {0}.',
  directly: 'direkt',
  'interface {0} of {1}': 'Schnittstelle {0} von {1}',
  '{0}, here': '{0}, hier',
  'interface {0} of a namespace that is not known':
    'Schnittstelle {0} in einem unbekannten Namespace',
  'interface {0} of the host': 'Schnittstelle {0} des Hosts',
  'bridge {0}': 'Bridge {0}',
  'on {0}': 'auf {0}',
  users: 'Benutzer',
  groups: 'Gruppen',
  monotonic: 'monoton',
  'since boot': 'seit dem Booten',
  '{0} s': '{0} s',
};
