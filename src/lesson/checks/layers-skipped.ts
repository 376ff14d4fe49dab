import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { layerCount, manifests, transfers, travelled } from '../transfer.ts';
import { say } from '../say.ts';

/** After an image was pushed, another was, of which the registry needed to be sent only what is new. */
export const layersSkipped = defineCheck<{ host: string }>(
  { host: text<string>() },
  (world, { host }) => {
    const pushes = transfers(world, 'push', host).filter(({ command }) =>
      manifests(world, host, 'PUT').some(({ exchange }) => exchange.command === command),
    );
    const last = pushes.at(-1);
    if (!last) return failed(say`Nothing was pushed to ${host} yet.`);
    const sent = last.layers.filter(travelled).length;
    const skipped = last.layers.length - sent;
    if (pushes.length < 2)
      return failed(
        say`One image was pushed to ${host}. The next one will have layers in common with it.`,
      );
    if (sent === 0)
      return failed(
        say`The image that was pushed last had no layer that the registry did not have: it is the same under another name.`,
      );
    if (skipped === 0)
      return failed(
        say`The image that was pushed last has no layer that the registry had already.`,
      );
    return passed(
      say`${layerCount(sent)} went to ${host}. It had ${layerCount(skipped)} already, and was not sent that again.`,
      last.exchanges.flatMap(({ evidence }) => evidence),
    );
  },
);
