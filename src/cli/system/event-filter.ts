// `--filter` of docker events: several values of one name mean either, different names mean both; unknown names fit everything.
import type { Message } from '../../engine/journal.ts';

type Conditions = ReadonlyMap<string, readonly string[]>;

export function eventFilter(conditions: readonly string[]): (message: Message) => boolean {
  const values = new Map<string, string[]>();
  for (const condition of conditions) {
    const [name = '', value = ''] = condition.split(/=(.*)/s).map((part) => part.trim());
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return (message) => fits(values, message);
}

function fits(conditions: Conditions, message: Message): boolean {
  const any = (name: string, test: (value: string) => boolean): boolean =>
    conditions.get(name)?.some(test) ?? true;
  const { type, action, attributes } = message;
  return (
    any('event', (value) => isAction(action, value)) &&
    any('type', (value) => value === type) &&
    any('scope', (value) => value === 'local') &&
    ['container', 'network', 'volume', 'plugin', 'daemon'].every((kind) =>
      any(kind, (value) => isNamed(message, kind, value)),
    ) &&
    any('image', (value) => imageNames(message).includes(value)) &&
    (conditions.get('label') ?? []).every((wanted) => {
      const [name = '', value] = wanted.split(/=(.*)/s);
      return name in attributes && (value === undefined || attributes[name] === value);
    })
  );
}

/** "exec_start" fits "exec_start: ls". */
function isAction(action: string, wanted: string): boolean {
  const open = ['health_status', 'exec_create', 'exec_start'].includes(wanted);
  return open ? action.startsWith(wanted) : action === wanted;
}

/** The beginning of an id or of a name will do; a network's or volume's container counts as well. */
function isNamed({ type, id, attributes }: Message, kind: string, wanted: string): boolean {
  if (type !== kind) return (attributes[kind] ?? '').startsWith(wanted) && kind in attributes;
  return id.startsWith(wanted) || (attributes['name'] ?? '').startsWith(wanted);
}

function imageNames({ type, id, attributes }: Message): string[] {
  const name = attributes[type === 'image' ? 'name' : 'image'] ?? '';
  const bare = (text: string): string => text.replace(/:[^:/]*$/, '');
  return [id, name, bare(id), bare(name)];
}
