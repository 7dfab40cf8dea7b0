import assert from 'node:assert/strict';
import { anchorAt } from '../../../src/httpFile/features/hover.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { valueHoverParts } from '../../../src/vscode/language/valueHover.ts';
import { withCursor } from '../../support/cursor.ts';

function hover(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  const file = parseHttpFile(text);
  const anchor = anchorAt(file, offset);
  assert.ok(anchor, 'nothing to explain under the cursor');
  return valueHoverParts(file, anchor, offset, { '$procore.companyId': '4266' }).map(part => {
    assert.ok(part.kind === 'title' || part.kind === 'text');
    return part.kind === 'text' && part.label !== undefined ? `${part.label}: ${part.text}` : part.text;
  });
}

describe('The hover on a name', () => {
  it('shows its value and the line it comes from', () => {
    assert.deepEqual(hover('@project = 1234\n\nGET /rest/v1.0/projects/{{pro|ject}}\n'), [
      'project',
      'Value: 1234',
      'From: this file, line 1',
    ]);
  });

  it('shows what the editor knows', () => {
    assert.deepEqual(hover('GET /rest/v1.0/companies/{{$procore.comp|anyId}}\n'), [
      '$procore.companyId',
      'Value: 4266',
      'From: the environment and company chosen in the editor',
    ]);
  });

  it('never shows a variable of the operating system', () => {
    process.env['PROCORE_HOVER_TEST'] = 'very secret';
    try {
      const lines = hover('GET /rest/v1.0/me?x={{$processEnv PROCORE_|HOVER_TEST}}\n');
      assert.ok(lines.includes('Value: set, not shown'));
      assert.ok(!lines.join().includes('very secret'));
    } finally {
      delete process.env['PROCORE_HOVER_TEST'];
    }
  });

  it('says of another answer that it is read first', () => {
    const lines = hover(
      '# @name me\nGET /rest/v1.0/me\n\n###\nGET /rest/v1.0/users/{{me.resp|onse.body.$.id}}\n',
    );
    assert.match(lines.join('\n'), /another request, which is sent first/);
  });

  it('says that a name is unknown', () => {
    assert.match(hover('GET /rest/v1.0/users/{{wh|o}}\n').join('\n'), /who/);
  });

  it('explains a flag', () => {
    assert.match(hover('# @allP|ages\nGET /rest/v1.0/users\n').join('\n'), /every page/);
  });
});
