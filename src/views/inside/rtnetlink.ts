// The text in which the agent hands on what rtnetlink(7) answered: a line a message, words in the names of the kernel's headers.

/** What was read of one network namespace. */
export interface Rtnetlink {
  /** "net:[4026532201]". */
  readonly namespace: string;
  readonly links: readonly Fields[];
  /** Interfaces of other namespaces to which some of these lead. */
  readonly farEnds: readonly Fields[];
  readonly addresses: readonly Fields[];
  readonly routes: readonly Fields[];
  /** Other namespaces by the numbers that they go by in this one. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Fields and attributes by their names; the ways of a route that has several stand apart. */
export interface Fields {
  readonly values: ReadonlyMap<string, string>;
  readonly ways: readonly ReadonlyMap<string, string>[];
}

/** Attributes that hold others, which follow them. */
const containers = new Set(['IFLA_STATS64', 'IFLA_LINKINFO', 'RTA_MULTIPATH']);
const way = 'nexthop';
/** Says by its number which namespace an interface is in, where that is not the one that was asked. */
export const elsewhere = 'IFLA_TARGET_NETNSID';

export function parseRtnetlink(text: string): Rtnetlink {
  const [namespace = '', ...lines] = text.split('\n');
  const of = (message: string): Fields[] =>
    lines
      .filter((line) => line.startsWith(`${message} `))
      .map((line) => fieldsOf(line.slice(message.length + 1)));
  const ids = lines.flatMap((line) => {
    const [, id, number] = /^RTM_NEWNSID (net:\[\d+\]) NETNSA_NSID (\d+)$/.exec(line) ?? [];
    return id !== undefined && number !== undefined ? [[number, id] as const] : [];
  });
  const links = of('RTM_NEWLINK');
  return {
    namespace,
    links: links.filter(({ values }) => !values.has(elsewhere)),
    farEnds: links.filter(({ values }) => values.has(elsewhere)),
    addresses: of('RTM_NEWADDR'),
    routes: of('RTM_NEWROUTE'),
    ids: new Map(ids),
  };
}

function fieldsOf(text: string): Fields {
  const values = new Map<string, string>();
  const ways: Map<string, string>[] = [];
  let into = values;
  // Any word may be an interface's name: what is a name and what a value, only the order tells.
  const words = text.split(' ');
  for (let at = 0; at < words.length; at++) {
    const name = words[at] ?? '';
    if (name === way) ways.push((into = new Map()));
    else if (!containers.has(name)) into.set(name, words[++at] ?? '');
  }
  return { values, ways };
}
