// The English sentences in a folder of the source, found by its syntax.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { project } from '../../scripts/project.ts';
import { phraseOf } from '../../src/base/language.ts';

export interface Found {
  readonly text: string;
  /** "src/views/changes.ts:12" */
  readonly at: string;
}

/** The sentences that are said in the language of the page, and those that stay as they were when their file was loaded. */
export function saidIn(folder: string): { readonly said: Found[]; readonly early: Found[] } {
  const said: Found[] = [];
  const early: Found[] = [];
  for (const file of filesIn(folder)) {
    const visit = (node: ts.Node, within: boolean): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') {
        const found = { text: phraseOf(partsOf(node.template)), at: placeOf(node) };
        said.push(found);
        if (!within) early.push(found);
      }
      ts.forEachChild(node, (child) => visit(child, within || ts.isFunctionLike(node)));
    };
    visit(file, false);
  }
  return { said, early };
}

/** Literals that look like words for a person and are not said: three words, or a sentence's beginning. */
export function unsaidIn(folder: string): Found[] {
  const found: Found[] = [];
  for (const file of filesIn(folder)) {
    const visit = (node: ts.Node): void => {
      if (isAside(node)) return;
      const parts = ts.isStringLiteral(node)
        ? [node.text]
        : ts.isTemplateLiteral(node)
          ? partsOf(node)
          : [];
      if (parts.some(isProse)) found.push({ text: phraseOf(parts), at: placeOf(node) });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

const isProse = (text: string): boolean =>
  /\p{L}{2,}[,;:]? \p{L}+[,;:]? \p{L}{2,}/u.test(text) ||
  /^\p{Lu}\p{Ll}+( \p{Ll}{2,}|$)/u.test(text);

/** Nobody reads the names of modules, what a bug says, or what is compared; what is said is looked at elsewhere. */
function isAside(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node))
    return true;
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  if (ts.isTaggedTemplateExpression(node)) return true;
  return ts.isCallExpression(node) && /\.(attr|select|selectAll)$/.test(node.expression.getText());
}

function filesIn(folder: string): ts.SourceFile[] {
  const root = join(project, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/(^|\/)de(\.ts$|\/)/.test(path))
    .map((path) => join(root, path))
    .map((path) =>
      ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
    );
}

function partsOf(template: ts.TemplateLiteral): string[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(project, file.fileName)}:${String(line + 1)}`;
}
