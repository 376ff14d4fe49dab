import type { Phrases } from '../../base/language.ts';

export const checksLToZ: Phrases = {
  '{0} containers of {1} stand on the same {2} of {3}, and have {4} of their own between them':
    '{0} Container von {1} stehen auf denselben {2} mit {3} und haben zusammen {4} für sich',
  '{0}. That is more than a tenth.': '{0}. Das ist mehr als ein Zehntel.',
  '{0}. Copies would take {1}.': '{0}. Kopien bräuchten {1}.',
  directory: 'Verzeichnis',
  '{0} directories': '{0} Verzeichnissen',
  'No container runs.': 'Es läuft kein Container.',
  'One container of {0} runs. {1} are asked for': 'Ein Container von {0} läuft. Verlangt sind {1}',
  '{0} containers of {1} run. {2} are asked for': '{0} Container von {1} laufen. Verlangt sind {2}',
  '{0}; others do not run, or stand on other images.':
    '{0}; andere laufen nicht oder stehen auf anderen Images.',
  'Nothing was pushed to {0} yet.': 'Nach {0} wurde noch nichts gesendet.',
  'One image was pushed to {0}. The next one will have layers in common with it.':
    'Nach {0} wurde ein Image gesendet. Das nächste wird Schichten mit ihm gemeinsam haben.',
  'The image that was pushed last had no layer that the registry did not have: it is the same under another name.':
    'Das zuletzt gesendete Image hatte keine Schicht, die die Registry nicht hatte: Es ist dasselbe unter einem anderen Namen.',
  'The image that was pushed last has no layer that the registry had already.':
    'Das zuletzt gesendete Image hat keine Schicht, die die Registry schon hatte.',
  '{0} went to {1}. It had {2} already, and was not sent that again.':
    '{0} gingen an {1}. {2} waren schon dort und wurden nicht noch einmal gesendet.',
  '{0} is in the cgroup {1}, where {2} is {3}.': '{0} ist in der Cgroup {1}, wo {2} {3} ist.',
  'No process outside of containers has namespaces of its own.':
    'Kein Prozess außerhalb von Containern hat eigene Namespaces.',
  '{0} is in the cgroup {1}, but nothing is limited there.':
    '{0} ist in der Cgroup {1}, aber dort ist nichts begrenzt.',
  'There is a cgroup {0}, without a limit and without {1}.':
    'Es gibt eine Cgroup {0}, ohne Grenze und ohne {1}.',
  '{0} is in the cgroup {1}, in which the host’s processes are.':
    '{0} ist in der Cgroup {1}, in der die Prozesse des Hosts sind.',
  'The cgroup {0} has a limit, but the process in it is {1}, which is not in namespaces of its own.':
    'Die Cgroup {0} hat eine Grenze, aber der Prozess darin ist {1}, der nicht in eigenen Namespaces ist.',
  'The cgroup {0} has a limit, but {1} is not in it.':
    'Die Cgroup {0} hat eine Grenze, aber {1} ist nicht darin.',
  'No process made by hand has namespaces and an overlay of its own.':
    'Kein von Hand gemachter Prozess hat eigene Namespaces und ein eigenes Overlay.',
  ' Docker added: {0}.': ' Docker hat hinzugefügt: {0}.',
  '{0}, made by hand, and {1} of the container {2} both have their own {3} namespaces and an overlay as their root.{4}':
    '{0}, von Hand gemacht, und {1} des Containers {2} haben beide ihre eigenen Namespaces ({3}) und ein Overlay als Wurzel.{4}',
  'The container {0} has no process: it is {1}.':
    'Der Container {0} hat keinen Prozess: Sein Status ist {1}.',
  'There is no container to compare it with.':
    'Es gibt keinen Container, mit dem man es vergleichen könnte.',
  'The container {0} shares with the host what {1} has for itself: {2}.':
    'Der Container {0} teilt mit dem Host, was {1} für sich hat: {2}.',
  '{0} is mounted on {1} for {2}. The host has nothing mounted there.':
    '{0} ist für {2} auf {1} gemountet. Auf dem Host ist dort nichts gemountet.',
  'Every process outside of containers shares the host’s mounts. It takes a mount namespace of its own first.':
    'Jeder Prozess außerhalb von Containern teilt die Mounts des Hosts. Erst braucht es einen eigenen Mount-Namespace.',
  '{0} has a mount namespace of its own, but all that is mounted there is mounted on the host too. The host’s last mount is {1} on {2}.':
    '{0} hat einen eigenen Mount-Namespace, aber alles, was dort gemountet ist, ist es auch auf dem Host. Der letzte Mount des Hosts ist {1} auf {2}.',
  '{0} has a mount namespace of its own, but nothing new is mounted in it.':
    '{0} hat einen eigenen Mount-Namespace, aber darin ist nichts Neues gemountet.',
  'A mount namespace was made, but nothing new is mounted in it.':
    'Ein Mount-Namespace wurde gemacht, aber darin ist nichts Neues gemountet.',
  'Nobody is in {0}. The mount on {1} keeps it.':
    'Niemand ist in {0}. Der Mount auf {1} hält ihn am Leben.',
  '{0} has no process any more.': '{0} hat keinen Prozess mehr.',
  'A mount keeps {0}, but {1} is still in it.':
    'Ein Mount hält {0} am Leben, aber {1} ist noch darin.',
  '{0} is in {1}, and nothing else refers to it: it will go with the last process.':
    '{0} ist in {1}, und sonst verweist nichts darauf: Er verschwindet mit dem letzten Prozess.',
  'There is no {0} namespace but the host’s.': 'Es gibt keinen {0}-Namespace außer dem des Hosts.',
  '{0} has its own {1} namespaces, and the host’s {2} namespace.':
    '{0} hat eigene Namespaces ({1}) und vom Host den für {2}.',
  '{0} has its own {1} namespace too. That one was to be the host’s.':
    '{0} hat auch einen eigenen {1}-Namespace. Der sollte der des Hosts sein.',
  'Every process but the shells you know shares all of this with the host.':
    'Jeder Prozess außer den Shells, die du kennst, teilt all das mit dem Host.',
  '{0} shares with the host what it was to have for itself: {1}.':
    '{0} teilt mit dem Host, was er für sich haben sollte: {1}.',
  '{0} are in the network {1}, and find each other by name.':
    '{0} sind im Netzwerk {1} und finden einander beim Namen.',
  'Only {0}: in the network {1}.': 'Nur {0}: im Netzwerk {1}.',
  'No container runs in a network.': 'Kein Container läuft in einem Netzwerk.',
  'The containers that run are in {0}, where names of containers mean nothing.':
    'Die laufenden Container sind in {0}, wo Namen von Containern nichts bedeuten.',
  '{0} says {1}, and {2} says so too.': 'In {0} steht {1}, und {2} sagt es auch.',
  '{0} says {1}. That is not {2}.': 'In {0} steht {1}. Das ist nicht {2}.',
  'the release of the kernel that containers will run on':
    'die Version des Kernels, auf dem Container laufen werden',
  'the number that the host has for the container’s first process':
    'die Nummer, die der erste Prozess des Containers auf dem Host hat',
  'the kernel': 'der Kernel',
  'The kernel’s release is being read.': 'Die Version des Kernels wird gerade gelesen.',
  'No container runs whose process could be noted.':
    'Es läuft kein Container, dessen Prozess man notieren könnte.',
  'Nothing is left of what was made by hand. The container {0} runs on.':
    'Nichts von dem ist übrig, was von Hand gemacht wurde. Der Container {0} läuft weiter.',
  'Nothing is left, but the container that docker made does not run either.':
    'Nichts ist übrig, aber der Container, den docker gemacht hat, läuft auch nicht.',
  '{0} still runs.': '{0} läuft noch.',
  'The overlay on {0} is still mounted.': 'Das Overlay auf {0} ist noch gemountet.',
  'The cgroup {0} is still there.': 'Die Cgroup {0} ist noch da.',
  'There is still a container: {0}. As long as there is one, its image is needed.':
    'Es gibt noch einen Container: {0}. Solange es einen gibt, wird sein Image gebraucht.',
  'There are still containers: {0}. As long as there is one, its image is needed.':
    'Es gibt noch Container: {0}. Solange es einen gibt, wird sein Image gebraucht.',
  'No container is left, but {0} is still here.':
    'Kein Container ist übrig, aber {0} ist noch hier.',
  'No container is left, but {0} are still here.':
    'Kein Container ist übrig, aber {0} sind noch hier.',
  'No container and no image is left.': 'Kein Container und kein Image ist übrig.',
  'There is nothing here, and nothing was removed.':
    'Hier ist nichts, und es wurde nichts entfernt.',
  '{0} runs on the kernel of the host, and on no other.':
    '{0} läuft auf dem Kernel des Hosts und auf keinem anderen.',
  '{0} run on the kernel of the host, and on no other.':
    '{0} laufen auf dem Kernel des Hosts und auf keinem anderen.',
  ' There is {0}: not running.': ' Da ist noch {0}: läuft nicht.',
  'No container runs.{0}': 'Es läuft kein Container.{0}',
  '{0} of {1} run: {2}.{3}': '{0} von {1} laufen: {2}.{3}',
  'The kernel found no memory left and killed {0}, with a signal that nobody can refuse.':
    'Der Kernel fand keinen Speicher mehr und hat {0} beendet, mit einem Signal, das niemand ablehnen kann.',
  '{0} has a limit on memory, and nobody in it has gone beyond it.':
    '{0} hat eine Grenze für Speicher, und niemand darin hat sie überschritten.',
  'Nobody was killed for want of memory: no cgroup that is there has a limit on it.':
    'Niemand wurde aus Speichermangel beendet: Keine vorhandene Cgroup begrenzt den Speicher.',
  '{0} comes from the container {1}, and has the host’s files before it.':
    '{0} kommt aus dem Container {1} und hat die Dateien des Hosts vor sich.',
  '{0} is in a container, and its files are the container’s. Nothing of a container’s runs outside.':
    '{0} ist in einem Container, und seine Dateien sind die des Containers. Nichts aus einem Container läuft außerhalb.',
  'No process of a container is there.': 'Es ist kein Prozess eines Containers da.',
  'In {0}, {1} is new: no layer below has a file of that name':
    'In {0} ist {1} neu: Keine Schicht darunter hat eine Datei dieses Namens',
  'In {0}, {1} was copied up, and then written':
    'In {0} wurde {1} hochkopiert und dann beschrieben',
  'In {0}, {1} is another file than the one that the layer below has under this name':
    'In {0} ist {1} eine andere Datei als die, die die Schicht darunter unter diesem Namen hat',
  'In {0}, {1} is hidden by a whiteout in the top layer':
    'In {0} ist {1} durch einen Whiteout in der obersten Schicht verdeckt',
  'In {0}, {1} is a new folder that is marked opaque':
    'In {0} ist {1} ein neues Verzeichnis, das als opak markiert ist',
  '. It lies in the top layer alone.': '. Es liegt allein in der obersten Schicht.',
  '. The layer below still holds it as it was.': '. Die Schicht darunter hält es noch, wie es war.',
  '. Below it is still what it was.': '. Darunter ist noch, was es war.',
  '. The layer below still holds it.': '. Die Schicht darunter hält es noch.',
  ', so that nothing of the folder below shows through. Below all is still there.':
    ', sodass vom Verzeichnis darunter nichts durchscheint. Darunter ist noch alles da.',
  'No overlay is mounted that can be written and that was not made by docker.':
    'Es ist kein Overlay gemountet, das beschreibbar ist und nicht von docker gemacht wurde.',
  'There is no container.': 'Es gibt keinen Container.',
  '{0}. Something else is asked for.': '{0}. Gefragt ist etwas anderes.',
  'In {0} nothing differs from the layers below yet.':
    'In {0} unterscheidet sich noch nichts von den Schichten darunter.',
  'In {0} nothing below /{1} differs from the layers below yet.':
    'In {0} unterscheidet sich unter /{1} noch nichts von den Schichten darunter.',
  'On {0} lies {1}, which takes what is written, over {2}, which nothing can change from there.':
    'Auf {0} liegt {1}, das aufnimmt, was geschrieben wird, über {2}, woran von dort aus nichts etwas ändern kann.',
  'The overlay on {0} has no upperdir, so nothing can be written there.':
    'Das Overlay auf {0} hat kein upperdir, also kann dort nichts geschrieben werden.',
  'The overlay on {0} was given names that depend on where the shell stood. Name its directories from / on, so that everyone can find them.':
    'Das Overlay auf {0} bekam Namen, die davon abhängen, wo die Shell stand. Nenne seine Verzeichnisse von / an, damit jeder sie findet.',
  'What was mounted last is {0} on {1}. That shows one directory or file system, not several as one.':
    'Zuletzt wurde {0} auf {1} gemountet. Das zeigt ein Verzeichnis oder Dateisystem, nicht mehrere als eines.',
  'The only overlays are those that docker mounted for containers.':
    'Die einzigen Overlays sind die, die docker für Container gemountet hat.',
  'No overlay is mounted.': 'Es ist kein Overlay gemountet.',
  'On {0} lie the files of {1}, with {2} above them for what will be written.':
    'Auf {0} liegen die Dateien von {1}, darüber {2} für das, was geschrieben wird.',
  'There is no image here whose files could be used.':
    'Hier gibt es kein Image, dessen Dateien man verwenden könnte.',
  'Below {0} lies {1}. That is not all of an image’s layers in their order.':
    'Unter {0} liegt {1}. Das sind nicht alle Schichten eines Images in ihrer Reihenfolge.',
  '{0} does not say yet which process is meant.':
    '{0} sagt noch nicht, welcher Prozess gemeint ist.',
  'No process of a container has the number {0}.':
    'Kein Prozess eines Containers hat die Nummer {0}.',
  '{0} {1} belongs to another container.': '{0} {1} gehört zu einem anderen Container.',
  '{0} belongs to {1}: its control group says so.':
    '{0} gehört zu {1}: Seine Control Group sagt es.',
  '{0} has sent a page to somebody who asked for it.':
    '{0} hat jemandem, der danach gefragt hat, eine Seite gesendet.',
  '{0} have sent a page to somebody who asked for it.':
    '{0} haben jemandem, der danach gefragt hat, eine Seite gesendet.',
  'The container {0} of {1} does not run: it is {2}.':
    'Der Container {0} von {1} läuft nicht: Sein Status ist {2}.',
  'There is no container of the image {0}.': 'Es gibt keinen Container vom Image {0}.',
  '{0} is the only container of {1} that runs. {2} are needed.':
    '{0} ist der einzige laufende Container von {1}. Gebraucht werden {2}.',
  '{0} was asked for {1} and answered {2}: there is no such page.':
    '{0} wurde nach {1} gefragt und hat {2} geantwortet: Eine solche Seite gibt es nicht.',
  '{0} runs, but nobody has asked it for a page yet.':
    '{0} läuft, aber noch niemand hat nach einer Seite gefragt.',
  'The logs are being read.': 'Die Logs werden gerade gelesen.',
  '{0} runs and shares every namespace with the host.':
    '{0} läuft und teilt jeden Namespace mit dem Host.',
  '{0} runs, but with namespaces of its own: {1}. A plain process of the host has none.':
    '{0} läuft, aber mit eigenen Namespaces: {1}. Ein gewöhnlicher Prozess des Hosts hat keine.',
  '{0} has ended already.': '{0} ist schon beendet.',
  'No process runs the program {0} now.':
    'Das Programm {0} wird gerade von keinem Prozess ausgeführt.',
  '{0} is {1} inside and {2} outside': '{0} ist innen {1} und außen {2}',
  'In {0}, {1}.': 'In {0}: {1}.',
  'No container is running.': 'Es läuft kein Container.',
  '{0} run one process each. Each container has a PID namespace of its own; put two processes into the same one.':
    '{0} führen je einen Prozess aus. Jeder Container hat seinen eigenen PID-Namespace; bring zwei Prozesse in denselben.',
  'The container has no process yet.': 'Der Container hat noch keinen Prozess.',
  'In {0} there is only {1}.': 'In {0} gibt es nur {1}.',
  '{0} {1} runs outside of it.': '{0} {1} läuft außerhalb davon.',
  '{0} has its own {1} namespaces, an overlay as its root, and nothing of the host’s files left.':
    '{0} hat eigene Namespaces ({1}), ein Overlay als Wurzel, und von den Dateien des Hosts ist nichts übrig.',
  '{0} shares with the host what it is to have for itself: {1}.':
    '{0} teilt mit dem Host, was er für sich haben soll: {1}.',
  '{0} has namespaces of its own, but its root is still a copy of the host’s.':
    '{0} hat eigene Namespaces, aber seine Wurzel ist noch eine Kopie der des Hosts.',
  '{0} has the overlay as its root, but below {1} it still has all of the host’s files.':
    '{0} hat das Overlay als Wurzel, aber unter {1} noch alle Dateien des Hosts.',
  '{0} was put into another folder with chroot. The host’s root is still the root of its mount namespace, where root inside can find it: it takes pivot_root.':
    '{0} wurde mit chroot in ein anderes Verzeichnis gesetzt. Die Wurzel des Hosts ist noch die Wurzel seines Mount-Namespace, wo root sie von innen finden kann: Es braucht pivot_root.',
  '{0} was not born in the new PID namespace: only children are.':
    '{0} wurde nicht im neuen PID-Namespace geboren: Das werden nur Kinder.',
  '{0} of {1} is root’s, and has {2}.': '{0} von {1} gehört root und hat {2}.',
  '{0} of {1} has few capabilities, but it is not root’s: its user is {2}.':
    '{0} von {1} hat wenige Capabilities, gehört aber nicht root: Sein Benutzer ist {2}.',
  '{0} of {1} has {2}. It was to be {3} at most.':
    '{0} von {1} hat {2}. Es sollten höchstens {3} sein.',
  'No container runs, whose capabilities could be read.':
    'Es läuft kein Container, dessen Capabilities man lesen könnte.',
  '1 capability': '1 Capability',
  '{0} capabilities': '{0} Capabilities',
  '{0} is {1} now, on the host and in {2}.': '{0} ist jetzt {1}, auf dem Host und in {2}.',
  'No container runs that could be asked.': 'Es läuft kein Container, den man fragen könnte.',
  '{0} is {1}, as it was when the kernel started.': '{0} ist {1}, wie beim Start des Kernels.',
  '{0} is {1} on the host and {2} in {3}.': '{0} ist auf dem Host {1} und in {3} {2}.',
  '{0} and {1} do not both run.': '{0} und {1} laufen nicht beide.',
  '{0} Their {1} namespaces are two.': '{0} Ihre {1}-Namespaces sind zwei.',
  '{0} {1} of the kinds they share are missing.': '{0} {1} der Arten, die sie teilen, fehlen.',
  '{0} and {1} share their {2} namespaces.': '{0} und {1} teilen sich ihre Namespaces ({2}).',
  '{0} has its own {1}, {2} the image’s, and {3} besides. Everything else is the same files.':
    '{0} hat ein eigenes {1}, {2} das des Images und dazu {3}. Alles andere sind dieselben Dateien.',
  'There is one container: one site.': 'Es gibt einen Container: eine Website.',
  'In no container is a file below /{0} another than the image’s.':
    'In keinem Container ist eine Datei unter /{0} eine andere als die des Images.',
  '{0} has its own {1}, but no container has one more file below /{2}.':
    '{0} hat ein eigenes {1}, aber kein Container hat unter /{2} eine Datei mehr.',
  '{0} has both, a file replaced and a file added. The other site is to have the second.':
    '{0} hat beides, eine ersetzte und eine hinzugefügte Datei. Das zweite soll die andere Website haben.',
  '{0} has one more file, but replaces {1} as well, or stands on another image.':
    '{0} hat eine Datei mehr, ersetzt aber auch {1} oder steht auf einem anderen Image.',
  '{0} of {1} and {2} of {3} have no file in common, and run on one kernel: {4}.':
    '{0} von {1} und {2} von {3} haben keine Datei gemeinsam und laufen auf einem Kernel: {4}.',
  'The images of the containers that run have layers in common: {0}.':
    'Die Images der laufenden Container haben Schichten gemeinsam: {0}.',
  'All containers that run are of {0}.': 'Alle laufenden Container sind von {0}.',
  '{0} {1} is here, but none of it runs.': '{0} {1} ist hier, aber nichts davon läuft.',
  '{0} has the volume {1} of a container that is gone, and {2} in it.':
    '{0} hat das Volume {1} eines Containers, den es nicht mehr gibt, und darin {2}.',
  '{0} has the volume {1}, which is older than it is. There is nothing in it named {2}.':
    '{0} hat das Volume {1}, das älter ist als der Container selbst. Darin gibt es nichts namens {2}.',
  'No container that runs has a volume.': 'Kein laufender Container hat ein Volume.',
  '{0}. No container that had it was removed yet.':
    '{0}. Noch wurde kein Container entfernt, der es hatte.',
  '{0} has the volume {1}': '{0} hat das Volume {1}',
  '{0} has ended, but keeps its number, {1} inside and {2} outside. Its parent is {3}, number 1 there, which does not ask for it.':
    '{0} ist beendet, behält aber seine Nummer, innen {1} und außen {2}. Sein Elternprozess ist {3}, dort die Nummer 1, und fragt nicht nach ihm.',
  'There is a zombie, but not as the child of a number 1 in a container.':
    'Es gibt einen Zombie, aber nicht als Kind einer Nummer 1 in einem Container.',
  '{0} is a child of number 1 in its PID namespace, but has not ended.':
    '{0} ist ein Kind der Nummer 1 in seinem PID-Namespace, ist aber nicht beendet.',
  'No number 1 of a PID namespace has a child now. One whose parent waited for it is gone without a trace.':
    'Keine Nummer 1 eines PID-Namespace hat gerade ein Kind. Eines, auf das der Elternprozess gewartet hat, ist spurlos weg.',
};
