// The flags' part of a help text, wrapped as Go's pflag wraps it.
import type { Flag } from './flag.ts';

const slop = 5;
const narrowest = 24;

/** Lines for all flags, sorted by name, at most `columns` wide. */
export function formatFlags(flags: readonly Flag[], columns: number): string {
  const sorted = flags.filter(({ hidden }) => !hidden).sort((a, b) => (a.name < b.name ? -1 : 1));
  const heads = sorted.map(formatHead);
  const width = Math.max(...heads.map((head) => head.length));
  return sorted
    .map((flag, index) => {
      const head = (heads[index] ?? '').padEnd(width);
      return `${head}   ${wrap(formatUsage(flag), width + 3, columns)}\n`;
    })
    .join('');
}

function formatHead({ name, short, value }: Flag): string {
  const start = short ? `  -${short}, --${name}` : `      --${name}`;
  return value ? `${start} ${value}` : start;
}

function formatUsage({ usage, shown }: Flag): string {
  return shown === undefined ? usage : `${usage} (default ${shown})`;
}

/** Text broken into lines of at most `columns`, the later ones indented. */
function wrap(text: string, indent: number, columns: number): string {
  let width = columns - indent;
  let margin = indent;
  let result = '';
  if (width < narrowest) {
    margin = 16;
    width = columns - margin;
    result = `\n${' '.repeat(margin)}`;
  }
  if (width < narrowest) return text.replaceAll('\n', result);
  const pad = `\n${' '.repeat(margin)}`;
  let [line, rest] = breakLine(text, width - slop);
  result += line.replaceAll('\n', pad);
  while (rest !== '') {
    [line, rest] = breakLine(rest, width - slop);
    result += pad + line.replaceAll('\n', pad);
  }
  return result;
}

function breakLine(text: string, width: number): [line: string, rest: string] {
  if (width + slop > text.length) return [text, ''];
  const head = text.slice(0, width);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (space <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const at = newline > 0 && newline < space ? newline : space;
  return [text.slice(0, at), text.slice(at + 1)];
}
