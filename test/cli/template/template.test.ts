// Templates are compared with what the real docker made of them (record.mjs).
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../../src/cli/command.ts';
import { FlagValues } from '../../../src/cli/flag.ts';
import { inspectEach } from '../../../src/cli/inspect/inspect.ts';
import { apiType } from '../../../src/cli/inspect/schema.ts';
import { Template, TemplateError } from '../../../src/cli/template/template.ts';
import { fromJson } from '../../../src/cli/template/value.ts';

interface Answer {
  readonly template: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

const recorded = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8')) as {
  readonly image: object;
  readonly answers: readonly Answer[];
};

async function inspect(template: string): Promise<Omit<Answer, 'template'>> {
  const texts = { stdout: '', stderr: '' };
  const write = (name: 'stdout' | 'stderr') => (text: string | Uint8Array) => {
    texts[name] += String(text);
    return Promise.resolve();
  };
  const call = {
    client: { out: write('stdout'), err: write('stderr') },
    flags: new FlagValues(new Map([['format', [template]]])),
    arguments: ['busybox'],
  };
  try {
    const exit = await inspectEach(call as unknown as Parameters<typeof inspectEach>[0], () =>
      Promise.resolve({ type: apiType('types.ImageInspect'), data: recorded.image }),
    );
    return { exit, ...texts };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { exit: error.exit, stdout: texts.stdout, stderr: `${error.message}\n` };
  }
}

// No address in memory is the same twice.
const steady = ({ stdout, ...rest }: Omit<Answer, 'template'>): Omit<Answer, 'template'> => ({
  ...rest,
  stdout: stdout.replace(/0xc[0-9a-f]+/g, '0xc…'),
});

describe('a template', () => {
  test.each(recorded.answers)(
    '$template is answered as by docker',
    async ({ template, ...answer }) => {
      expect(steady(await inspect(template))).toEqual(steady(answer));
    },
  );

  const piece = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{{- ',
      ' -}}',
      '.',
      '$',
      '$x',
      ':=',
      '=',
      ',',
      '|',
      '(',
      ')',
      ' ',
      '\n',
      '"a"',
    ],
    ...['`', '"', "'a'", '1', '-1.5e3', 'if', 'else', 'end', 'range', 'with', 'define', 'template'],
    ...['block', 'break', 'continue', 'nil', 'true', '.Os', '.RepoTags', '.Foo', 'len', 'index'],
    ...['printf', 'json', 'eq', 'and', 'slice', '/*', '*/', 'é', '\u2028', '\0'],
  );
  test('of any text is executed, or refused with a TemplateError', () => {
    const value = fromJson(recorded.image);
    const source = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(source, (text) => {
        try {
          expect(typeof new Template(text).execute(value)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('of text without braces is that text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(new Template(text).execute(null)).toBe(text);
      }),
    );
  });

  test('that calls itself for ever is stopped', () => {
    const endless = new Template('{{define "x"}}{{template "x"}}{{end}}{{template "x"}}');
    expect(() => endless.execute(null)).toThrow('exceeded maximum template depth (100000)');
  });
});
