import type { Phrases } from '../../base/language.ts';

export const kernelLog: Phrases = {
  '{0} in {1}': '{0} in {1}',
  '{0} asked the kernel: {1}.': '{0} bat den Kernel: {1}.',
  'The kernel refused {0}: {1}.': 'Der Kernel verweigerte {0}: {1}.',
  After: 'Nach',
  Process: 'Prozess',
  Call: 'Aufruf',
  'What it asks for': 'Worum er bittet',
  'Kernel log': 'Kernel-Log',
  'What the kernel was asked to do': 'Worum der Kernel gebeten wurde',
  'Everything that is kept': 'Alles, was aufgehoben ist',
  kernel: 'Kernel',
  'a process': 'ein Prozess',
  processes: 'Prozesse',
  namespaces: 'Namespaces',
  mounts: 'Mounts',
  'control groups': 'Control Groups',
  network: 'Netzwerk',
  signals: 'Signale',
  '{0} to the kernel': '{0} an den Kernel',
  'still running': 'läuft noch',
  'exit {0} after {1}': 'Exit {0} nach {1}',
  '{0} to the kernel; {1}': '{0} an den Kernel; {1}',
  'Starts a child, PID {0}: a copy of itself.':
    'Startet ein Kind, PID {0}: eine Kopie seiner selbst.',
  'Becomes another program, {0}; it stays the same process.':
    'Wird zu {0}; es bleibt derselbe Prozess.',
  'Ends; a zombie until its parent asks for the exit status.':
    'Endet; ein Zombie, bis der Elternprozess nach dem Exit-Status fragt.',
  'The kernel sends {0} to {1}.': 'Der Kernel sendet {0} an {1}.',
  'Sends {0} to {1}.': 'Sendet {0} an {1}.',
  'Makes a child in {0}.': 'Erzeugt ein Kind, dazu: {0}.',
  'Enters {0} through an open file.': 'Tritt über eine offene Datei bei: {0}.',
  'Sets the host name of its UTS namespace.': 'Setzt den Hostnamen seines UTS-Namespace.',
  'Takes a mount out of the tree now, and ends it when nobody uses it any more.':
    'Nimmt einen Mount aus dem Baum; er endet, wenn ihn niemand mehr nutzt.',
  'Takes a mount out of the tree.': 'Nimmt einen Mount aus dem Baum.',
  'Makes another mount the root of its mount namespace and puts the old root aside.':
    'Macht einen anderen Mount zur Wurzel seines Mount-Namespace und stellt die alte Wurzel beiseite.',
  'Makes a directory the root for its own paths.':
    'Macht ein Verzeichnis zur Wurzel seiner eigenen Pfade.',
  'Puts a mount at its place in the tree.': 'Setzt einen Mount an seinen Platz im Baum.',
  'Makes a mount that is not in the tree yet.': 'Erzeugt einen Mount, der noch nicht im Baum ist.',
  'Makes a copy of a mount{0}, not in the tree yet.':
    'Macht eine Kopie eines Mounts{0}, die noch nicht im Baum ist.',
  'Takes hold of a mount.': 'Greift nach einem Mount.',
  'Changes how a mount behaves{0}.': 'Ändert, wie sich ein Mount verhält{0}.',
  'A control group is made: {0}.': 'Eine Control Group wird angelegt: {0}.',
  'Is moved to the control group {0}.': 'Kommt in die Control Group {0}.',
  'Gives a socket an address.': 'Gibt einem Socket eine Adresse.',
  'Waits for connections on a socket.': 'Wartet an einem Socket auf Verbindungen.',
  'Asks the kernel for something.': 'Bittet den Kernel um etwas.',
  '{0} The kernel refuses: {1}.': '{0} Der Kernel lehnt ab: {1}.',
  'new namespace': 'neuer Namespace',
  'new {0} namespaces': 'neue Namespaces {0}',
  'new {0} namespace': 'neuer {0}-Namespace',
  'another’s namespace': 'Namespace eines anderen',
  'another’s {0} namespaces': 'Namespaces {0} eines anderen',
  'another’s {0} namespace': '{0}-Namespace eines anderen',
  'Stops sharing with its threads.': 'Teilt nichts mehr mit seinen Threads.',
  ' (of the PID one, only its children)': ' (in den für PIDs kommen nur seine Kinder)',
  'Leaves for {0}{1}.': 'Löst sich vom bisherigen: {0}{1}.',
  ', and all below it': ', samt allem darunter',
  'Changes the options of a mount{0}.': 'Ändert die Optionen eines Mounts{0}.',
  ': read only': ': nur lesbar',
  'Shows a directory or file at a second place{0}.':
    'Zeigt ein Verzeichnis oder eine Datei an einer zweiten Stelle{0}.',
  'Moves a mount to another place.': 'Verschiebt einen Mount an eine andere Stelle.',
  'Mounts made here are not seen in other namespaces{0}.':
    'Mounts, die hier entstehen, sieht man in anderen Namespaces nicht{0}.',
  'Mounts made elsewhere show here, but not the other way{0}.':
    'Mounts von anderswo erscheinen hier, aber nicht umgekehrt{0}.',
  'Mounts made here show in its peers too{0}.':
    'Mounts, die hier entstehen, erscheinen auch bei seinen Peers{0}.',
  'Mounts a file system{0}.': 'Mountet ein Dateisystem{0}.',
  ', read only': ', nur lesbar',
};
