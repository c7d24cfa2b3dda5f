import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf } from '../model/key-bytes.ts';
import { draftOf, otherNotation, parsedDraft, scoreProblem } from './bytes-draft.ts';

test('draftOf › any bytes › are the same after editing nothing, in both notations', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (raw) => {
      const data = dataOf(raw);
      expect(parsedDraft(draftOf(data))).toEqual(data);
      expect(parsedDraft(otherNotation(draftOf(data)))).toEqual(data);
    }),
  );
});

test('parsedDraft › what is no bytes › says why', () => {
  expect(parsedDraft({ text: 'xy', isHex: true })).toContain('A to F');
  expect(parsedDraft({ text: 'abc', isHex: true })).toContain('two digits');
  expect(parsedDraft({ text: '\ud800', isHex: false })).toContain('half of a character');
});

test('scoreProblem › numbers as Redis reads them › are right', () => {
  expect(['1', '-1.5', '1e3', 'inf', '-inf', '+inf'].map(scoreProblem)).toEqual(new Array(6).fill(null));
  expect(['', 'x', 'nan'].every((score) => scoreProblem(score) !== null)).toBe(true);
});
