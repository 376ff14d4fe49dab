import type { Group } from '../group.ts';
import { build } from './build.ts';
import { history } from './history.ts';
import { images } from './images.ts';
import { importCommand } from './import.ts';
import { inspect } from './inspect.ts';
import { load } from './load.ts';
import { prune } from './prune.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { rmi } from './rmi.ts';
import { save } from './save.ts';
import { tag } from './tag.ts';

export const image = {
  summary: 'Manage images',
  commands: {
    build,
    history,
    import: importCommand,
    inspect,
    load,
    ls: images,
    prune,
    pull,
    push,
    rm: rmi,
    save,
    tag,
  },
  aliases: { ls: ['list'], rm: ['rmi', 'remove'] },
} satisfies Group;
