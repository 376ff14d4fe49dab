// --chown of COPY and ADD: a user and a group as numbers, or as names of the image's own files.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { EngineError } from '../error.ts';
import { readFiles } from '../file.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Throws docker's sentence for who is not there. */
export async function readOwner(agent: Agent, root: string, chown: string): Promise<Owner> {
  if (chown === '') return { uid: 0, gid: 0 };
  const parts = chown.split(':');
  if (parts.length > 2) throw fault(`invalid chown string format: ${chown}`);
  const [user = '', group = user] = parts;
  return {
    uid: await idOf(agent, user, { root, file: 'passwd', noun: 'user', id: 'uid' }),
    gid: await idOf(agent, group, { root, file: 'group', noun: 'group', id: 'gid' }),
  };
}

interface Lookup {
  readonly root: string;
  readonly file: 'passwd' | 'group';
  readonly noun: 'user' | 'group';
  readonly id: 'uid' | 'gid';
}

async function idOf(agent: Agent, text: string, { root, file, noun, id }: Lookup): Promise<number> {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  const missing = `can't find ${id} for ${noun} ${text}: `;
  const path = `${root}/etc/${file}`;
  const [bytes] = await readFiles(agent, [path]);
  if (!bytes) throw fault(`${missing}open ${path}: no such file or directory`);
  const lines = decodeText(bytes).split('\n');
  const fields = lines.map((line) => line.split(':')).find(([name]) => name === text);
  if (!fields || text === '') throw fault(`${missing}no such ${noun}: ${text}`);
  return Number(fields[2] ?? 0);
}

function fault(why: string): EngineError {
  const text = `unable to convert uid/gid chown string to host mapping: ${why}`;
  return new EngineError('invalid', text);
}
