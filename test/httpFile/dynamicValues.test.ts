import assert from 'node:assert/strict';
import { type DynamicValue, dynamicValue } from '../../src/httpFile/dynamicValues.ts';

const chance = {
  now: () => Date.UTC(2026, 0, 31, 12, 30, 15, 7),
  random: () => 0.5,
  uuid: () => 'uuid',
};

describe('A dynamic value', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['$timestamp 1h', '1769866215'],
    ['$datetime iso8601 -1 y', '2025-01-31T12:30:15.007Z'],
    ['$datetime iso8601 1 Q', '2026-04-30T12:30:15.007Z'],
    ['$datetime iso8601 1 w', '2026-02-07T12:30:15.007Z'],
    ['$datetime iso8601 90 m', '2026-01-31T14:00:15.007Z'],
    ['$datetime iso8601 -15007 ms', '2026-01-31T12:30:00.000Z'],
    ['$datetime iso8601 +1 s', '2026-01-31T12:30:16.007Z'],
    ['$datetime "[on] dddd D MMM YY h:mm A"', 'on Saturday 31 Jan 26 12:30 PM'],
    ['$random.float(1, 2)', '1.5'],
    ['$random.float 2.5 1.5', '2'],
    ['$random.alphabetic(3)', 'aaa'],
    ['$random.alphanumeric 2', 'ff'],
    ['$random.hexadecimal(4)', '8888'],
    ['$random.email', 'aaaaaaaa@example.com'],
    ['$random.integer 5 5', '5'],
    ['$random.integer(100)', '50'],
  ];
  for (const [expression, text] of cases) {
    it(`{{${expression}}} is ${text}`, () => assert.equal(textOf(dynamicValue(expression, chance)), text));
  }

  const dotNet: readonly (readonly [string, string])[] = [
    ['yyyy-MM-dd', '2026-01-31'],
    ["yyyy-MM-dd'T'HH:mm:ss.fffK", '2026-01-31T12:30:15.007Z'],
    ['d/M/yy h:mm tt', '31/1/26 12:30 PM'],
    ['ddd, dd MMM yyyy', 'Sat, 31 Jan 2026'],
    ['dd', '31'],
    ['yyyyMMddHHmmssff', '2026013112301500'],
    ['yyyy zzz', '2026 +00:00'],
  ];
  for (const [format, text] of dotNet) {
    it(`the .NET format ${format} is read the .NET way, with a warning`, () => {
      const value = dynamicValue(`$datetime "${format}"`, chance);
      assert.equal(textOf(value), text);
      assert.match(value.kind === 'value' ? (value.warning ?? '') : '', /as \.NET reads it/);
    });
  }

  it('tokens of Day.js are read without a word', () => {
    for (const format of ['YYYY', 'DD', 'dddd', 'ddd D', 'HH:mm', '[yyyy] MM', 'd']) {
      const value = dynamicValue(`$datetime '${format}'`, chance);
      assert.equal(value.kind === 'value' && value.warning, undefined, format);
    }
  });

  it('a mixture is said to be one', () => {
    const value = dynamicValue('$datetime "yyyy-MM-DD"', chance);
    assert.match(value.kind === 'value' ? (value.warning ?? '') : '', /mixes tokens/);
  });

  it('local times are those of this machine', () => {
    const offset = -new Date(chance.now()).getTimezoneOffset();
    const local = new Date(chance.now() + offset * 60_000).toISOString().slice(0, 16);
    assert.equal(textOf(dynamicValue('$localDatetime "YYYY-MM-DDTHH:mm"', chance)), local);
    assert.match(textOf(dynamicValue('$localDatetime iso8601', chance)), /^2026-.*\.007[+-]\d\d:\d\d$/);
  });

  const wrong = [
    '$datetime "YYYY" soon',
    '$randomInt 1 2 3',
    '$random.alphabetic(x)',
    '$random.hexadecimal',
    '$random.float(a)',
  ];
  for (const expression of [
    ...wrong,
    '$random.alphabetic(99999)',
    '$random.email 5',
    '$timestamp 99999999999 y',
  ]) {
    it(`{{${expression}}} is said to be wrong`, () => {
      assert.equal(dynamicValue(expression, chance).kind, 'invalid');
    });
  }

  it('a format without quotes is said to need them', () => {
    const value = dynamicValue('$datetime YYYY-MM-DD 1 d', chance);
    assert.match(
      value.kind === 'invalid' ? value.reason : '',
      /"YYYY-MM-DD" is not a date format.*in quotes/,
    );
  });

  for (const expression of [
    '$random.address.city',
    '$random.lorem',
    '$faker.name',
    '$guidd',
    '$exampleServer',
    '$',
  ]) {
    it(`{{${expression}}} is unknown`, () => {
      assert.equal(dynamicValue(expression, chance).kind, 'unknown');
    });
  }
});

function textOf(value: DynamicValue): string {
  return value.kind === 'value' ? value.text : value.kind;
}
