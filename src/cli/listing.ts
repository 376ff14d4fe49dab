/** Lists of things as docker prints them: a table, the person's own template, or ids alone (docker's formatter package). */
import { CommandError } from './command.ts';
import { alignTabs } from './tabwriter.ts';
import { formatJson } from './template/json.ts';
import { Template, TemplateError } from './template/template.ts';
import {
  type MapType,
  type Method,
  stringType,
  type StructType,
  text,
  type Value,
} from './template/type.ts';

/** One kind of list. */
export interface Listing {
  /** Go's name of a row, as errors tell it: "formatter.ContainerContext". */
  readonly type: string;
  /** Headings by field; a field without a heading has ''. */
  readonly headings: Readonly<Record<string, string>>;
  /** Templates for `--format table` and no format, `-q`, and `--format raw`. */
  readonly table: string;
  readonly quiet: string;
  readonly raw: string;
}

export interface Row {
  /** What each field reads, by the names in the listing's headings. */
  readonly cells: Readonly<Record<string, string>>;
  /** For `.Label`. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ListingOptions {
  /** What `--format` says; null or '' for docker's own table. */
  readonly format: string | null;
  readonly quiet?: boolean;
}

/** The text of a list. Throws `CommandError` for a template that is none, or that asks for what a row does not have. */
export function formatListing(
  listing: Listing,
  rows: readonly Row[],
  options: ListingOptions,
): string {
  const chosen = chooseFormat(listing, options);
  const isTable = chosen.startsWith('table');
  const template = parse(chosen, isTable);
  const type = rowType(listing);
  const lines = rows.map((row) => `${execute(template, { type, data: row })}\n`).join('');
  if (!isTable) return lines;
  const heading = template.executeHeading(headingValue(listing));
  return alignTabs(`${heading}\n${lines}`);
}

/** Throws as docker ps does, before there are any rows. */
export function checkFormat(listing: Listing, options: ListingOptions): void {
  const chosen = chooseFormat(listing, options);
  const fail = (what: string, error: unknown): never => {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`failed to ${what} template: ${error.message}`);
  };
  let template: Template;
  try {
    template = new Template(chosen);
  } catch (error) {
    return fail('parse', error);
  }
  try {
    template.execute({ type: rowType(listing), data: { cells: {} } });
  } catch (error) {
    fail('execute', error);
  }
}

function chooseFormat(listing: Listing, { format, quiet = false }: ListingOptions): string {
  if (!format || format === 'table') return quiet ? listing.quiet : `table ${listing.table}`;
  if (format !== 'raw') return format;
  return quiet ? (listing.raw.split('\n', 1)[0] ?? '') : listing.raw;
}

const unescape = (format: string): string => format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');

function parse(format: string, isTable: boolean): Template {
  const source = (isTable ? format.slice('table'.length) : format).replace(/^ +| +$/g, '');
  try {
    return new Template(unescape(source));
  } catch (error) {
    throw templateFault(error);
  }
}

function execute(template: Template, row: Value): string {
  try {
    return template.execute(row);
  } catch (error) {
    throw templateFault(error);
  }
}

/** Docker's sentence about a template. */
export function templateFault(error: unknown): Error {
  if (!(error instanceof TemplateError)) return error as Error;
  return new CommandError(`template parsing error: ${error.message}`);
}

/** Go's type of a row; its data are a `Row`. */
export function rowType({ type, headings }: Listing): Value['type'] {
  const read = (name: string): Method => ({
    parameters: [],
    call: (data) => text((data as Row).cells[name] ?? ''),
  });
  const methods = Object.fromEntries(Object.keys(headings).map((name) => [name, read(name)]));
  const label: Method = {
    parameters: [stringType],
    call: (data, name) => text((data as Row).labels?.[name?.data as string] ?? ''),
  };
  const struct: StructType = {
    kind: 'struct',
    name: type,
    fields: [],
    methods: 'Labels' in headings ? { ...methods, Label: label } : methods,
    marshal: (data) => formatJson({ type: cellsType, data: (data as Row).cells }, true),
  };
  return { kind: 'pointer', name: '', element: struct };
}

const cellsType: MapType = { kind: 'map', name: '', key: stringType, element: stringType };

/** Label "com.example.my-name" stands under "my name". */
const labelHeading: Method = {
  parameters: [stringType],
  call: (_, name) => text(((name?.data as string).split('.').at(-1) ?? '').replace(/[-_]/g, ' ')),
};

function headingValue({ headings }: Listing): Value {
  const named = Object.entries(headings).filter(([, heading]) => heading !== '');
  return {
    type: { ...cellsType, methods: { Label: labelHeading } },
    data: Object.fromEntries(named),
  };
}
