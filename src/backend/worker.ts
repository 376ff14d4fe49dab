// The worker of the page: a guest, served at the ports that come first.
import { ownPorts } from './own-ports.ts';
import { ServedGuest } from './served-guest.ts';

void ownPorts().then((ports) => new ServedGuest(ports));
