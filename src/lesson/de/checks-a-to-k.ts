import type { Phrases } from '../../base/language.ts';

export const checksAToK: Phrases = {
  '{0} is in {1}, where {2} are the most.': '{0} ist in {1}, wo höchstens {2} erlaubt sind.',
  '{0} is in {1}, where {2} is the most.': '{0} ist in {1}, wo höchstens {2} erlaubt ist.',
  '{0} has a limit, but there is no process in it.':
    '{0} hat eine Grenze, aber es ist kein Prozess darin.',
  '{0} has a limit of {1}; it was to be at most {2}.':
    '{0} hat eine Grenze von {1}; es sollten höchstens {2} sein.',
  'No cgroup has a limit on {0} now{1}.': 'Keine Cgroup hat gerade eine Grenze für {0}{1}.',
  '1 process': '1 Prozess',
  '{0} processes': '{0} Prozesse',
  '; there are {0}': '; es gibt {0}',
  '{0} only waits for the daemon’s answer, not for {1}.':
    '{0} wartet nur auf die Antwort des Daemons, nicht auf {1}.',
  '{0} of {1} is a child of {2}.': '{0} von {1} ist ein Kind von {2}.',
  '{0} is the client, and waits. {1} is the container {2}: a child of {3}, not of the client.':
    '{0} ist der Client und wartet. {1} ist der Container {2}: ein Kind von {3}, nicht des Clients.',
  'The container {0} runs, but no client is there any more: it has told the daemon what to do, and ended.':
    'Der Container {0} läuft, aber es ist kein Client mehr da: Er hat dem Daemon gesagt, was zu tun ist, und ist fertig.',
  'No container runs, and no client waits.': 'Es läuft kein Container, und kein Client wartet.',
  'The container {0} has ended with {1}.': 'Der Container {0} endete mit Exit-Code {1}.',
  'The container {0} has ended with {1}, not with {2}.':
    'Der Container {0} endete mit Exit-Code {1}, nicht mit {2}.',
  'The container {0} has not ended: it is {1}.':
    'Der Container {0} ist nicht beendet: Sein Status ist {1}.',
  'There is no container{0}.': 'Es gibt keinen Container{0}.',
  ' named {0}': ' namens {0}',
  'The container {0} has ended with {1}, which is 128 + {2}, the number of the signal.':
    'Der Container {0} endete mit Exit-Code {1}, also mit 128 + {2}, der Nummer des Signals.',
  'The container {0} has ended with {1}, but by itself: no signal killed it.':
    'Der Container {0} endete mit Exit-Code {1}, aber von selbst: Kein Signal hat ihn beendet.',
  'There is no container. Start one, then end it from the host.':
    'Es gibt keinen Container. Starte einen und beende ihn dann vom Host aus.',
  'The container {0} is still {1}.': 'Der Container {0} hat noch den Status {1}.',
  'The container {0} is paused: {1} stands still but is there.':
    'Der Container {0} ist angehalten (paused): {1} steht still, ist aber da.',
  'Signal {0} reached {1}, but the first process of a PID namespace is spared every signal that it has no handler for. Only SIGKILL, number 9, cannot be refused.':
    'Signal {0} hat {1} erreicht, aber der erste Prozess eines PID-Namespace bleibt von jedem Signal verschont, für das er keinen Handler hat. Nur SIGKILL, Nummer 9, lässt sich nicht ablehnen.',
  '{0}, the first process of the container {1}, is still there.':
    '{0}, der erste Prozess des Containers {1}, ist noch da.',
  'The container {0} is running. The kernel knows it as a process: {1}.':
    'Der Container {0} läuft. Der Kernel kennt ihn als Prozess: {1}.',
  'There is no container yet. An image alone runs nothing.':
    'Es gibt noch keinen Container. Ein Image allein führt nichts aus.',
  'There is no container yet.': 'Es gibt noch keinen Container.',
  'The container {0} was created but not started: it has no process.':
    'Der Container {0} wurde erstellt, aber nicht gestartet: Er hat keinen Prozess.',
  'The container {0} has ended (exit code {1}): its process came to its end, and the container with it.':
    'Der Container {0} ist beendet (Exit-Code {1}): Sein Prozess ist zu Ende und mit ihm der Container.',
  'The container {0} is paused: its processes stand still.':
    'Der Container {0} ist angehalten (paused): Seine Prozesse stehen still.',
  'The container {0} is on its way: {1}.': 'Der Container {0} ist unterwegs: {1}.',
  'The container {0} ended at {1}, and runs again: the same container, another process.':
    'Der Container {0} endete um {1} und läuft wieder: derselbe Container, ein anderer Prozess.',
  '{0} runs, for the first time. {1} is still {2}.':
    '{0} läuft zum ersten Mal. {1} hat noch den Status {2}.',
  'The container {0} is {1}.': 'Der Container {0} hat den Status {1}.',
  '{0} runs, and has run since it was made.': '{0} läuft, und zwar seit er erstellt wurde.',
  'There is no container any more that could be started again.':
    'Es gibt keinen Container mehr, der wieder gestartet werden könnte.',
  'No client is there any more, and {0} of the container {1} goes on.':
    'Es ist kein Client mehr da, und {0} des Containers {1} läuft weiter.',
  '{0} stands still, but is there.': '{0} steht still, ist aber da.',
  '{0}, the client, is still there.': '{0}, der Client, ist noch da.',
  'The client is gone, and so is the container.': 'Der Client ist weg und der Container auch.',
  'Both stand on {0}. {1} sees its own /{2}, {3} sees the image’s.':
    'Beide stehen auf {0}. {1} sieht ein eigenes /{2}, {3} sieht das des Images.',
  'one image': 'einem Image',
  'The layers are being looked at.': 'Die Schichten werden gerade angesehen.',
  'There is one container, {0}. It takes a second one of the same image to compare.':
    'Es gibt einen Container, {0}. Zum Vergleich braucht es einen zweiten vom selben Image.',
  'The containers stand on different images.': 'Die Container stehen auf verschiedenen Images.',
  'In no container does a file of the image read otherwise than in the image.':
    'In keinem Container liest sich eine Datei des Images anders als im Image.',
  '{0} has a file of the image in its own layer, but no other container stands on that image.':
    '{0} hat eine Datei des Images in der eigenen Schicht, aber kein anderer Container steht auf diesem Image.',
  '{0} have changed the same files: one is to be left as the image has it.':
    '{0} haben dieselben Dateien geändert: Einer soll sie lassen, wie das Image sie hat.',
  '{0}: made of one image, {1}, which is as it was.':
    '{0}: aus einem Image gemacht, {1}, und das ist, wie es war.',
  'The image {0} is not on this machine.': 'Das Image {0} ist nicht auf dieser Maschine.',
  'No container': 'Kein Container',
  ' {0} is there too, but {1}.': ' {0} gibt es auch, aber mit dem Status {1}.',
  'The image {0} is here. No container of it runs.{1}':
    'Das Image {0} ist hier. Kein Container davon läuft.{1}',
  '{0} of {1} containers of {2} run.{3}': '{0} von {1} Containern von {2} laufen.{3}',
  'No container named {0} runs.': 'Es läuft kein Container namens {0}.',
  'The own layer of {0} has {1} in it.': 'In der eigenen Schicht von {0} liegt {1}.',
  '{0} shows {1} from a layer of its image, and has nothing in its own.':
    '{0} zeigt {1} aus einer Schicht seines Images und hat in der eigenen nichts.',
  '{0} has nothing in its own layer, but does not show {1} any more.':
    '{0} hat in der eigenen Schicht nichts, zeigt aber {1} nicht mehr.',
  '{0} means another image now. {1} was made of the one that it meant before: its digest still does.':
    '{0} meint jetzt ein anderes Image. {1} wurde aus dem gemacht, das der Name vorher meinte: Der Digest meint es noch.',
  '{0} was made by digest, but of the image that {1} means now.':
    '{0} wurde über den Digest gemacht, aber aus dem Image, das {1} jetzt meint.',
  '{0} was moved to another image. No container was made by a digest, the part of a name after @.':
    '{0} wurde auf ein anderes Image verschoben. Kein Container wurde über einen Digest gemacht, den Teil eines Namens nach dem @.',
  '{0} was given each tag once: {1}:{2} is still what it was.':
    '{0} hat jeden Tag einmal bekommen: {1}:{2} ist noch, was es war.',
  'Nothing was pushed to {0}.': 'Nach {0} wurde nichts gesendet.',
  '{0} is number 1 of a PID namespace that no container owns. The host still sees it as {1}.':
    '{0} ist Nummer 1 eines PID-Namespace, der keinem Container gehört. Der Host sieht ihn weiter als {1}.',
  '{0} is number 1 of its own PID namespace, but shares with the host: {1}.':
    '{0} ist Nummer 1 seines eigenen PID-Namespace, teilt aber mit dem Host: {1}.',
  '{0} asked for a new PID namespace, but no process ever changes its own number: only its children are born there. It has to fork.':
    '{0} hat um einen neuen PID-Namespace gebeten, aber kein Prozess ändert je seine eigene Nummer: Nur seine Kinder werden dort geboren. Er muss einen Fork machen.',
  '{0} has namespaces of its own ({1}), but not one for PIDs.':
    '{0} hat eigene Namespaces ({1}), aber keinen für PIDs.',
  'The only processes in PID namespaces of their own are in containers. Make one without docker.':
    'Die einzigen Prozesse in eigenen PID-Namespaces sind in Containern. Mach einen ohne docker.',
  'Every process is in the host’s PID namespace.': 'Jeder Prozess ist im PID-Namespace des Hosts.',
  '{0} may have no more processes than {1}. It asked for one more, and the kernel refused: {2}.':
    '{0} darf nicht mehr Prozesse haben als {1}. Es wurde einer mehr verlangt, und der Kernel hat abgelehnt: {2}.',
  once: 'einmal',
  '{0} times': '{0}-mal',
  '{0} may have no more processes than {1}, and nobody in it has asked for more.':
    '{0} darf nicht mehr Prozesse haben als {1}, und niemand darin hat mehr verlangt.',
  'No cgroup that is there has a limit on its number of processes.':
    'Keine vorhandene Cgroup begrenzt die Zahl ihrer Prozesse.',
  'No layer of an image here hides a file {0}.':
    'Keine Schicht eines Images hier verdeckt eine Datei {0}.',
  '{0} has a whiteout at {1}.': '{0} hat bei {1} einen Whiteout.',
  '{0} A layer that hides {1} is to be named in it.':
    '{0} Dort soll eine Schicht genannt sein, die {1} verdeckt.',
  'For {0} this machine is called {1}. On the host it is {2}.':
    'Für {0} heißt diese Maschine {1}. Auf dem Host heißt sie {2}.',
  '{0} has a UTS namespace of its own, but the name in it is the one that was there when it was made.':
    '{0} hat einen eigenen UTS-Namespace, aber der Name darin ist der, der bei seiner Entstehung galt.',
  'A host name was set, but every process is in the host’s UTS namespace: it is everybody’s name now.':
    'Ein Hostname wurde gesetzt, aber jeder Prozess ist im UTS-Namespace des Hosts: Es ist jetzt der Name für alle.',
  'Every process is in the host’s UTS namespace, so there is one host name for all.':
    'Jeder Prozess ist im UTS-Namespace des Hosts, also gibt es einen Hostnamen für alle.',
  '{0} is an image of yours, and its name says where it belongs.':
    '{0} ist ein Image von dir, und sein Name sagt, wohin es gehört.',
  '{0}: an image of yours, whose name says nothing of {1}.':
    '{0}: ein Image von dir, dessen Name nichts von {1} sagt.',
  'There is no image here.': 'Hier gibt es kein Image.',
  'There is {0}, and nothing of yours in a layer over {1}.':
    'Es gibt {0}, aber nichts von dir in einer Schicht über {1}.',
  'the layer': 'die Schicht',
  'the {0} layers': 'die {0} Schichten',
  '{0} is {1} of {2}, the same directories, and {3} more.':
    '{0} besteht aus {1} von {2}, denselben Verzeichnissen, und {3} mehr.',
  '{0} are two names of one image. It has as many layers as before.':
    '{0} sind zwei Namen eines Images. Es hat so viele Schichten wie vorher.',
  '{0} have the very same layers: there was nothing new to keep.':
    '{0} haben genau dieselben Schichten: Es gab nichts Neues festzuhalten.',
  'No image begins with the layers of another: {0} have nothing in common.':
    'Kein Image beginnt mit den Schichten eines anderen: {0} haben nichts gemeinsam.',
  'There is one image, {0}. What the containers wrote lies in their own layers, not in an image.':
    'Es gibt ein Image, {0}. Was die Container geschrieben haben, liegt in ihren eigenen Schichten, nicht in einem Image.',
  'There is one image, {0}.': 'Es gibt ein Image, {0}.',
  'The image {0} is here: {1}.': 'Das Image {0} ist hier: {1}.',
  'There is no image yet.': 'Es gibt noch kein Image.',
  'There is no image {0}. There is {1}.': 'Es gibt kein Image {0}. Vorhanden ist {1}.',
  'There is no image {0}. There are {1}.': 'Es gibt kein Image {0}. Vorhanden sind {1}.',
  '{0} was asked for {1}, and sent what the image is made of. Now it is here.':
    '{0} wurde nach {1} gefragt und hat gesendet, woraus das Image besteht. Jetzt ist es hier.',
  'An image here is called {0}, but no registry was asked for one: it is another under that name.':
    'Ein Image hier heißt {0}, aber keine Registry wurde danach gefragt: Es ist ein anderes unter diesem Namen.',
  '{0} has no such thing: {1}.': '{0} hat so etwas nicht: {1}.',
  'No image called {0} is here, and no registry was asked for it.':
    'Kein Image namens {0} ist hier, und keine Registry wurde danach gefragt.',
  'The registry {0} has taken the image.': 'Die Registry {0} hat das Image angenommen.',
  '{0} is a name of an image here. The registry has not been sent it.':
    '{0} ist ein Name eines Images hier. Der Registry wurde es nicht gesendet.',
  'There is no image here that could be sent.':
    'Hier gibt es kein Image, das gesendet werden könnte.',
  '{0}: none of these names says that it belongs to {1}.':
    '{0}: Keiner dieser Namen sagt, dass er zu {1} gehört.',
  '{0} is here again: {1} came from {2}.': '{0} ist wieder hier: {1} kamen von {2}.',
  '{0} is a name of an image here. None of its layers had to be fetched from {1}: they never were away.':
    '{0} ist ein Name eines Images hier. Keine seiner Schichten musste von {1} geholt werden: Sie waren nie weg.',
  'An image was removed. Nothing has come back from {0} yet.':
    'Ein Image wurde entfernt. Von {0} ist noch nichts zurückgekommen.',
  'No image was removed, and none of {0} is here.':
    'Es wurde kein Image entfernt, und keines von {0} ist hier.',
  '{0} is in the {1} namespace of {2}, and looks at everything else as the host does, {3} among it.':
    '{0} ist im {1}-Namespace von {2} und sieht alles andere wie der Host, auch {3}.',
  'No container is running whose namespace could be entered.':
    'Es läuft kein Container, dessen Namespace man betreten könnte.',
  '{0} is in it, but has left the host in other respects as well: {1}.':
    '{0} ist darin, hat den Host aber auch in anderer Hinsicht verlassen: {1}.',
  '{0} has namespaces other than the host’s ({1}), but not the {2} namespace of a container.':
    '{0} hat andere Namespaces als der Host ({1}), aber nicht den {2}-Namespace eines Containers.',
  'Every process that belongs to no container is in the host’s namespaces.':
    'Jeder Prozess, der zu keinem Container gehört, ist in den Namespaces des Hosts.',
};
