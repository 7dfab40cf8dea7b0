import { equal } from 'node:assert/strict';
import { typeProblem } from '../../src/simulator/rules/bodyTypes.ts';

describe('The type of a value in a body', () => {
  for (const [type, value] of [
    ['integer', 7],
    ['integer', '7'],
    ['integer', null],
    ['integer', ''],
    ['number:float', '1.5e3'],
    ['boolean', 'true'],
    ['boolean', 0],
    ['string', 'x'],
    ['string', 7],
    ['string:date', '2026-03-01'],
    ['string:binary', { filename: 'a', content_type: 'b', size: 1 }],
    ['string', { filename: 'a', content_type: 'b', size: 1 }],
    ['object', {}],
    ['any', 7],
    ['integer[]', [1, '2', null]],
    ['object[]', { 0: {} }],
    ['object[][]', [[{}]]],
    ['any[]', ['x', 1]],
    ['array', []],
  ] as const) {
    it(`${JSON.stringify(value)} fits ${type}`, () => equal(typeProblem({ type }, value), undefined));
  }

  for (const [type, value, problem] of [
    ['integer', 'seven', 'must be an integer'],
    ['integer', 7.5, 'must be an integer'],
    ['integer', true, 'must be an integer'],
    ['integer', [7], 'must be an integer'],
    ['number', 'NaN', 'must be a number'],
    ['number', {}, 'must be a number'],
    ['boolean', 'perhaps', 'must be true or false'],
    ['string', ['x'], 'must be a string'],
    ['string:date', {}, 'must be a string'],
    ['object', 'x', 'must be an object'],
    ['string[]', 'x', 'must be a list'],
    ['integer[]', [1, 'x'], 'must be a list of integers'],
    ['object[]', [1], 'must be a list of objects'],
  ] as const) {
    it(`${JSON.stringify(value)} does not fit ${type}`, () => equal(typeProblem({ type }, value), problem));
  }
});
