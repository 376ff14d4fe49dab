// Who a container's process runs as: `--user` looked up in the image's own passwd and group files (passwd(5), group(5)).
import { EngineError } from './error.ts';

export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly additionalGids: readonly number[];
  readonly home: string;
}

interface Account {
  readonly name: string;
  readonly id: number;
  /** Main group of a user; unused for a group. */
  readonly gid: number;
  /** A user's directory; unused for a group. */
  readonly home: string;
  readonly members: readonly string[];
}

const largestId = 2 ** 31 - 1;

/** Resolves "user", "uid", "user:group" and so on; '' is root. */
export function resolveUser(spec: string, passwd: string, group: string): User {
  const [userPart = '', groupPart = ''] = spec.split(':');
  const users = parseAccounts(passwd, 'passwd');
  const groups = parseAccounts(group, 'group');
  const account = findUser(userPart, users);
  const gid = groupPart === '' ? account.gid : findGroup(groupPart, groups);
  const memberships =
    groupPart === ''
      ? groups.filter(({ members }) => members.includes(account.name)).map(({ id }) => id)
      : [];
  const { id: uid, home } = account;
  return { uid, gid, additionalGids: [...new Set([gid, ...memberships])], home };
}

/** Joins more groups (--group-add), by name or number. */
export function withGroups(user: User, names: readonly string[], group: string): User {
  if (names.length === 0) return user;
  const groups = parseAccounts(group, 'group');
  const more = names.map((name) => findGroup(name, groups, 'Unable'));
  return { ...user, additionalGids: [...new Set([...user.additionalGids, ...more])] };
}

function findUser(wanted: string, users: readonly Account[]): Account {
  const number = parseId(wanted === '' ? '0' : wanted);
  const found = users.find(({ name, id }) => (wanted !== '' && name === wanted) || id === number);
  if (found) return found;
  if (number === null) {
    throw new EngineError(
      'system',
      `unable to find user ${wanted}: no matching entries in passwd file`,
    );
  }
  checkRange(number);
  return { name: '', id: number, gid: 0, members: [], home: '/' };
}

function findGroup(wanted: string, groups: readonly Account[], unable = 'unable'): number {
  const number = parseId(wanted);
  const found = groups.find(({ name, id }) => name === wanted || id === number);
  if (found) return found.id;
  if (number === null) {
    throw new EngineError(
      'system',
      `${unable} to find group ${wanted}: no matching entries in group file`,
    );
  }
  checkRange(number);
  return number;
}

function checkRange(id: number): void {
  if (id < 0 || id > largestId) {
    throw new EngineError('system', 'uids and gids must be in range 0-2147483647');
  }
}

function parseId(text: string): number | null {
  return /^[+-]?\d+$/.test(text) ? Number(text) : null;
}

function parseAccounts(text: string, kind: 'passwd' | 'group'): Account[] {
  return text.split('\n').flatMap((line): Account[] => {
    const fields = line.trim().split(':');
    const [name = '', , number = ''] = fields;
    const id = parseId(number);
    if (name === '' || name.startsWith('#') || id === null) return [];
    return [{ name, id, ...(kind === 'passwd' ? userFields(fields) : groupFields(fields, id)) }];
  });
}

type Rest = Omit<Account, 'name' | 'id'>;

/** The fourth is the main group, the sixth the directory. */
function userFields([, , , group = '', , home = '']: readonly string[]): Rest {
  return { gid: parseId(group) ?? 0, home: home || '/', members: [] };
}

function groupFields([, , , members = '']: readonly string[], gid: number): Rest {
  return { gid, home: '/', members: members.split(',').filter((member) => member !== '') };
}
