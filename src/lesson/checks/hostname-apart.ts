import type { Process, World } from '../../world/model.ts';
import { hostNamespaces } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A process sees another host name than the host does. */
export const hostnameApart = defineCheck<object>({}, (world) => {
  const host = hostNamespaces(world).uts;
  const name = host && world.namespaces.get(host)?.hostname;
  const apart = settledProcesses(world).filter(({ namespaces }) => namespaces.uts !== host);
  for (const process of apart) {
    const own = world.namespaces.get(process.namespaces.uts);
    if (name && own?.hostname && own.hostname !== name)
      return passed(
        say`For ${nameOf(process)} this machine is called ${own.hostname}. On the host it is ${name}.`,
        own.evidence,
      );
  }
  return failed(whyNot(world, apart[0]));
});

function whyNot(world: World, apart: Process | undefined): string {
  if (apart)
    return say`${nameOf(apart)} has a UTS namespace of its own, but the name in it is the one that was there when it was made.`;
  return world.requests.some(({ call }) => call === 'sethostname')
    ? say`A host name was set, but every process is in the host’s UTS namespace: it is everybody’s name now.`
    : say`Every process is in the host’s UTS namespace, so there is one host name for all.`;
}
