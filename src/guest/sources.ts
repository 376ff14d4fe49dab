// Where this machine gets its Debian packages from (sources.list(5)), narrowed to what the guest is built from.

/** Release that the guest is made of: the last with an i386 kernel and user land in full. */
export const release = 'bookworm';

const suites = new Set([release, `${release}-updates`, `${release}-security`]);

/** One source in one-line form, ready for a private sources list. */
interface Source {
  readonly options: string;
  readonly uri: string;
  readonly suite: string;
}

/**
 * Text of a private one-line sources list: the entries of these files that are Debian's own `main` of the release, as packages or,
 * from the same mirrors, as what they are made of.
 */
export function releaseSources(
  files: readonly { readonly name: string; readonly text: string }[],
  kind: 'deb' | 'deb-src' = 'deb',
): string {
  const found = files.flatMap(({ name, text }) =>
    name.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text),
  );
  const lines = found
    .filter(({ suite }) => suites.has(suite.replace(/\/updates$/, '-security')))
    .map(({ options, uri, suite }) => `${kind} ${options}${uri} ${suite} main`);
  return [...new Set(lines)].map((line) => `${line}\n`).join('');
}

function parseOneLine(text: string): Source[] {
  const sources: Source[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line);
    if (!match) continue;
    const [, options = '', uri = '', suite = '', components = ''] = match;
    if (!components.trim().split(/\s+/).includes('main')) continue;
    const kept = options.split(/\s+/).filter((each) => /^(signed-by|trusted)=/.test(each));
    sources.push({ options: formatOptions(kept), uri, suite });
  }
  return sources;
}

function parseDeb822(text: string): Source[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = parseFields(stanza);
    const words = (name: string): string[] => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (fields.get('enabled') === 'no') return [];
    if (!words('types').includes('deb') || !words('components').includes('main')) return [];
    const signedBy = fields.get('signed-by') ?? '';
    // A key given inline cannot be written in one line; such sources rely on the keys that apt trusts anyway.
    const options = formatOptions(signedBy.startsWith('/') ? [`signed-by=${signedBy}`] : []);
    return words('uris').flatMap((uri) =>
      words('suites').map((suite) => ({ options, uri, suite })),
    );
  });
}

function parseFields(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#') || !line.trim()) continue;
    const match = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(line);
    if (match) {
      last = (match[1] ?? '').toLowerCase();
      fields.set(last, (match[2] ?? '').trim());
    } else fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`.trim());
  }
  return fields;
}

function formatOptions(options: readonly string[]): string {
  return options.length ? `[${options.join(' ')}] ` : '';
}
