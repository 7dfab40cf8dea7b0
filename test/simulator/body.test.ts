import assert from 'node:assert/strict';
import { nestFormFields } from '../../src/simulator/rules/body.ts';

describe('form fields', () => {
  const cases: readonly (readonly [fields: readonly (readonly [string, string])[], nested: unknown])[] = [
    [[['a', '1']], { a: '1' }],
    [
      [
        ['rfi[subject]', 'x'],
        ['rfi[question][body]', 'y'],
      ],
      { rfi: { subject: 'x', question: { body: 'y' } } },
    ],
    [
      [
        ['ids[]', '1'],
        ['ids[]', '2'],
      ],
      { ids: ['1', '2'] },
    ],
    [
      [
        ['l[][a]', '1'],
        ['l[][b]', '2'],
        ['l[][a]', '3'],
      ],
      { l: [{ a: '1', b: '2' }, { a: '3' }] },
    ],
    [
      [
        ['a', '1'],
        ['a[b]', '2'],
      ],
      { a: { b: '2' } },
    ],
    [[['__proto__[x]', '1']], JSON.parse('{"__proto__":{"x":"1"}}')],
  ];
  for (const [fields, nested] of cases) {
    it(`${fields.map(field => field.join('=')).join('&')} nest`, () => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      assert.equal(JSON.stringify(nestFormFields(form)), JSON.stringify(nested));
    });
  }

  it('never reach the prototype of all objects', () => {
    const form = new FormData();
    form.append('__proto__[polluted]', 'yes');
    nestFormFields(form);
    assert.equal('polluted' in {}, false);
  });
});
