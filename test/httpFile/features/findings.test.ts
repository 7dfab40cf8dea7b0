import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { editHttpFile } from '../../../src/httpFile/edit.ts';
import { findingsOf, prepareFindings } from '../../../src/httpFile/features/diagnostics/findings.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { HttpFile } from '../../../src/httpFile/syntax.ts';
import { simulatorEnvironment } from '../../../src/procore/environments.ts';
import { anyString } from '../../support/anyString.ts';
import { runs } from '../../support/runs.ts';
import { allFindings, inSandbox } from './findings.ts';

const root = join(import.meta.dirname, '../../..');

function textsIn(folder: string): readonly (readonly [name: string, text: string])[] {
  const path = join(root, folder);
  return readdirSync(path)
    .filter(name => name.endsWith('.http'))
    .map(name => [name, readFileSync(join(path, name), 'utf8')] as const);
}

describe('The findings of a file', () => {
  it('are none in the samples', () => {
    const simulator = simulatorEnvironment('http://127.0.0.1:27570');
    const environments = [...inSandbox.environments, simulator];
    const context = { ...inSandbox, environment: simulator, environments, companyId: undefined };
    for (const [name, text] of textsIn('media/samples'))
      assert.deepEqual(allFindings(text, context), [], name);
  });

  it('are no errors in the valid corpus but names that it leaves open', () => {
    for (const [name, text] of textsIn('test/corpus/valid')) {
      const errors = allFindings(text)
        .filter(({ severity, code }) => severity === 'error' && code !== 'variable-unknown')
        .filter(({ code }) => !['not-run', 'environment-unknown', 'variable-circular'].includes(code))
        .map(({ code, message }) => `${code}: ${message}`);
      assert.deepEqual(errors, [], name);
    }
  });

  it('come gravest first, and no more than asked for', () => {
    const text = '@unused = 1\nGET {{a}}\n\n###\nGET {{b}}\n###\nGET /vapid/me\n';
    const findings = findingsOf(parseHttpFile(text), inSandbox);
    assert.deepEqual(
      findings.first(3).map(({ severity, range }) => `${severity} ${text.slice(range.start, range.end)}`),
      ['error {{a}}', 'error {{b}}', 'hint @unused = 1'],
    );
    assert.equal(findings.count, findings.first(1000).length);
  });

  it('can be asked for one place', () => {
    const text = 'GET {{a}}\n\n###\nGET {{b}}\n';
    const findings = findingsOf(parseHttpFile(text), inSandbox);
    const at = text.indexOf('{{b');
    assert.deepEqual(
      findings.within({ start: at, end: at }).map(({ about }) => about),
      ['b'],
    );
  });

  it('can be prepared bit by bit', () => {
    const file = parseHttpFile(
      Array.from({ length: 20 }, (_, at) => `### ${at}\nGET {{x${at}}}\n`).join('\n'),
    );
    let turns = 0;
    const oneStep = () => {
      let left = 1;
      return () => left-- > 0;
    };
    while (!prepareFindings(file, inSandbox, oneStep())) assert.ok(++turns < 100);
    assert.equal(findingsOf(file, inSandbox).count, 20);
  });

  it('are the same after an edit as those of the whole text anew', () => {
    const words = fc.constantFrom(
      ...['{{a}}', '{{b}}', '@a = 1\n', '@b = {{a}}\n', '@base = https://api.procore.com\n', '###\n', '\n'],
      ...['GET /rest/v1.1/projects\n', 'GET {{base}}/rest/v1.0/me\n', 'POST /rest/v1.0/vendors\n\n{,}\n'],
      ...[
        '# @name a\n',
        '# @env sandbox\n',
        '# @env nope\n',
        '{{a.response.body.$.id}}',
        'x',
        '"',
        '}}',
        '# @prompt b\n',
      ],
    );
    const texts = fc.array(words, { maxLength: 25 }).map(parts => parts.join(''));
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(6), words), { maxLength: 6 });
    fc.assert(
      fc.property(texts, edits, (text, steps) => {
        let file: HttpFile = parseHttpFile(text);
        findingsOf(file, inSandbox);
        for (const [from, length, put] of steps) {
          const start = from % (file.text.length + 1);
          const end = Math.min(file.text.length, start + length);
          file = editHttpFile(file, [{ start, end, text: put }]);
          const findings = findingsOf(file, inSandbox).first(1000);
          assert.deepEqual(findings, allFindings(file.text));
        }
      }),
      { numRuns: runs(120, 300) },
    );
  });

  it('never throw, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'GET ',
        'POST ',
        '/rest/v1.0/',
        '{{',
        '}}',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ',',
        ':',
        '\\',
        '//',
        '/*',
        '*/',
      ],
      ...[
        '\n',
        '\r\n',
        '\n\n',
        '###',
        '#',
        '@',
        '=',
        '?',
        '&',
        '%',
        '%zz',
        'https://',
        'Authorization: Bearer ',
      ],
      ...[
        'Content-Type: application/json\n\n',
        '# @env ',
        '# @company',
        '$procore.',
        '😀',
        '\ud800',
        '\0',
        'eyJ',
      ],
    );
    const text = fc.oneof(
      anyString(),
      fc.array(pieces, { maxLength: 40 }).map(all => all.join('')),
    );
    fc.assert(
      fc.property(text, said => {
        const file = parseHttpFile(said);
        for (const { range, severity } of findingsOf(file, inSandbox).first(Number.POSITIVE_INFINITY)) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= said.length, severity);
        }
      }),
      { numRuns: runs(800) },
    );
  });
});
