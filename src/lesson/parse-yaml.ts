import { LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Problems } from './problem.ts';

/** The YAML of a block in a lesson. */
export interface YamlBlock {
  readonly document: Document;
  readonly contents: Document['contents'];
  /** The line of the file that a node begins in. */
  lineOf(node: unknown): number;
}

/** Reads the YAML of a block whose first line has this number; null, with its problems noted, where it is none. */
export function readYaml(yaml: string, line: number, problems: Problems): YamlBlock | null {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  for (const error of document.errors)
    problems.add(
      line + (error.linePos?.[0].line ?? 1) - 1,
      `Not YAML: ${error.message.split('\n')[0] ?? ''}`,
    );
  if (document.errors.length > 0) return null;
  const lineOf = (node: unknown): number =>
    line + lines.linePos((node as Node | null)?.range?.[0] ?? 0).line - 1;
  return { document, contents: document.contents, lineOf };
}
