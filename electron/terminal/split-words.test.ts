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
])('%j is parted at its first --', (argv, own, words) => {
  expect(splitWords(argv)).toEqual({ own, words });
  expect(asksForJson(splitWords(argv).own)).toBe(false);
});

test('only cli passes words on', async () => {
  const [cli, status] = [await findAction('cli'), await findAction('status')];
  expect(() => checkWords(cli, ['GET', 'a'])).not.toThrow();
  expect(() => checkWords(status, [])).not.toThrow();
  expect(() => checkWords(status, ['x'])).toThrow('leave them out with "status"');
});

test('a list of tests is read in any case, and a word that is none is refused', () => {
  expect(parseArguments(['--tests', 'SET,get']).tests).toEqual(['set', 'get']);
  for (const wrong of ['', 'set,', 'set get', 'sett']) {
    expect(() => parseArguments([`--tests=${wrong}`])).toThrow('is not a comma-separated list of ping, set, get');
  }
});
