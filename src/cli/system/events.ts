import { formatTime } from '../../engine/clock.ts';
import type { Message } from '../../engine/journal.ts';
import type { Client } from '../client.ts';
import { type Call, type Command, CommandError, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { declareTypes } from '../template/declare.ts';
import { Template, TemplateError } from '../template/template.ts';
import type { Type, Value } from '../template/type.ts';
import { parseTimestamp } from '../timestamp.ts';
import { eventFilter } from './event-filter.ts';

export const events: Command = {
  usage: '',
  summary: 'Get real time events from the server',
  flags: adjust(
    flagTable(`
-f, --filter filter | Filter output based on conditions provided
--format string | Format the output using the given Go template
--since string | Show all events created since timestamp
--until string | Stream events until this timestamp
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: follow,
};

const interrupted = 130;
const badTemplate = 64;

async function follow({ engine, client, flags }: Call): Promise<number> {
  const write = writer(flags.text('format'));
  const moment = (name: 'since' | 'until'): number | null => {
    const text = flags.text(name);
    return text ? parseMoment(text, engine.clock.now()) : null;
  };
  const [since, until] = [moment('since'), moment('until')];
  // As docker's client sends it: durations in whole seconds.
  const asSent = (name: 'since' | 'until', at: number): string =>
    /[hms]$|^\d+$/.test(flags.text(name) ?? '')
      ? String(Math.floor(at / 1000))
      : (at / 1000).toFixed(9);
  if (since !== null && until !== null && since > until) {
    const times = [asSent('since', since), asSent('until', until)] as const;
    const text = `\`since\` time (${times[0]}) cannot be after \`until\` time (${times[1]})`;
    throw new CommandError(`Error response from daemon: ${text}`);
  }
  const wanted = eventFilter(flags.list('filter'));
  const inTime = ({ at }: Message): boolean =>
    (since === null || at >= since) && (until === null || at <= until);
  let written = Promise.resolve();
  const show = (message: Message): void => {
    if (!wanted(message) || !inTime(message)) return;
    written = written.then(() => write(client, message));
  };
  const failed = new Promise<never>((_, reject) => {
    const stop = engine.journal.onMessage((message) => {
      show(message);
      written.catch(reject);
    });
    void client.interrupted.then(stop);
  });
  if (since !== null || until !== null) engine.journal.messages().forEach(show);
  const left = until === null ? null : until - engine.clock.now();
  const over = client.interrupted.then(() => interrupted);
  const ends = left === null ? [over] : [over, engine.clock.delay(Math.max(0, left)).then(() => 0)];
  const exit = left !== null && left <= 0 ? 0 : await Promise.race([...ends, failed]);
  await written;
  return exit;
}

function parseMoment(text: string, now: number): number {
  try {
    return parseTimestamp(text, now);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

type Write = (client: Client, message: Message) => Promise<void>;

function writer(format: string | null): Write {
  if (!format) return (client, message) => client.out(formatPlain(message));
  let template: Template;
  try {
    template = new Template(format);
    // As docker does, before there is anything to tell: what an empty message does not have is a fault at once.
    template.execute({ type: messageType, data: { Actor: { ID: '', Attributes: null } } });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`Error parsing format: ${error.message}`, badTemplate);
  }
  return async (client, message) => {
    const { text, fault } = template.executeAsFar(messageValue(message));
    await client.out(`${text}\n`);
    if (fault) throw new CommandError(fault.message);
  };
}

function formatPlain({ type, action, id, attributes, at, nanoseconds }: Message): string {
  const pairs = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const told = pairs.map(([name, value]) => `${name}=${value}`).join(', ');
  const time = formatTime(at).replace(/\d{6}Z$/, `${String(nanoseconds).padStart(6, '0')}Z`);
  return `${time} ${type} ${action} ${id}${told ? ` (${told})` : ''}\n`;
}

const types = declareTypes(`
events.Actor {
  ID string
  Attributes map[string]string
}
events.Message {
  Status string "status,omitempty"
  ID string "id,omitempty"
  From string "from,omitempty"
  Type string
  Action string
  Actor events.Actor
  Scope string "scope,omitempty"
  Time int64 "time,omitempty"
  TimeNano int64 "timeNano,omitempty"
}
`);
const messageType: Type = {
  kind: 'pointer',
  name: '',
  element: types.get('events.Message') as Type,
};

function messageValue({ type, action, id, attributes, at, nanoseconds }: Message): Value {
  // As docker has it, for clients of before 1.10.
  const old = {
    ...(type === 'container' || type === 'image' ? { status: action, id } : {}),
    ...(type === 'container' ? { from: attributes['image'] } : {}),
  };
  return {
    type: messageType,
    data: {
      ...old,
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      scope: 'local',
      time: Math.floor(at / 1000),
      // More digits than a number holds.
      timeNano: `${String(at)}${String(nanoseconds).padStart(6, '0')}`,
    },
  };
}
