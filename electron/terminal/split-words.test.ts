import { expect, test } from 'vitest';
import { findAction } from './actions.ts';
import { checkWords } from './cli/check-flags.ts';
import { asksForJson, parseArguments, splitWords } from './cli/parse-arguments.ts';

test.each([
  [[], [], []],
  [['--action', 'cli'], ['--action', 'cli'], []],
  [
    ['--action', 'cli', '--', '--json', 'GET', 'a'],
    ['--action', 'cli'],
    ['--json', 'GET', 'a'],
  ],
  [['--', '--', 'x'], [], ['--', 'x']],
])('splitWords › %j › split at the first --', (argv, own, words) => {
  expect(splitWords(argv)).toEqual({ own, words });
  expect(asksForJson(splitWords(argv).own)).toBe(false);
});

test('splitWords › actions other than cli › words after -- are refused', async () => {
  const [cli, status] = [await findAction('cli'), await findAction('status')];
  expect(() => checkWords(cli, ['GET', 'a'])).not.toThrow();
  expect(() => checkWords(status, [])).not.toThrow();
  expect(() => checkWords(status, ['x'])).toThrow('leave them out with "status"');
});

test('splitWords › list of benchmark tests › parsed in any case, an unknown one is refused', () => {
  expect(parseArguments(['--tests', 'SET,get']).tests).toEqual(['set', 'get']);
  for (const wrong of ['', 'set,', 'set get', 'sett']) {
    expect(() => parseArguments([`--tests=${wrong}`])).toThrow('is not a comma-separated list of ping, set, get');
  }
});
