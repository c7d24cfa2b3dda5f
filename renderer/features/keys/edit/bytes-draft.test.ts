import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf } from '../model/key-bytes.ts';
import * as editWords from '../words/edit.ts';
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

test('parsedDraft › invalid bytes › says why', () => {
  expect(parsedDraft({ text: 'xy', isHex: true })).toContain('A to F');
  expect(parsedDraft({ text: 'abc', isHex: true })).toContain('two digits');
  expect(parsedDraft({ text: '\ud800', isHex: false })).toContain('half of a character');
});

test('scoreProblem › numbers as Redis reads them › valid', () => {
  expect(['1', '-1.5', '1e3', 'inf', '-inf', '+inf'].map(scoreProblem)).toEqual(new Array(6).fill(null));
  expect(['', 'x', 'nan'].every((score) => scoreProblem(score) !== null)).toBe(true);
});

test('scoreProblem › notations of JavaScript that Redis does not read › are refused', () => {
  for (const score of ['0b11', '0o7', '1_000', '1e400', 'Infinity5', '--1', '1 2', '1,5', '٣']) {
    expect(scoreProblem(score)).toBe(editWords.enterANumberInfOrInf);
  }
});

test('scoreProblem › spaces around, signs, exponents and a leading point › valid', () => {
  for (const score of [' 1 ', '+1', '.5', '5.', '-0', '1E-3', '12345678901234567890', 'Infinity', '-INF']) {
    expect(scoreProblem(score)).toBeNull();
  }
});

test('parsedDraft › hexadecimal in any case, with spaces and line breaks › the bytes', () => {
  expect(parsedDraft({ text: ' 48 65\n6C6c\t6F ', isHex: true })).toEqual({ text: 'Hello' });
  expect(parsedDraft({ text: '', isHex: true })).toEqual({ text: '' });
  expect(parsedDraft({ text: 'FF 00', isHex: true })).toEqual({ base64: '/wA=' });
});

test('parsedDraft › text with NUL, line breaks and emoji › unchanged', () => {
  const text = 'a\0b\r\n👩‍💻';
  expect(parsedDraft({ text, isHex: false })).toEqual({ text });
});

test('otherNotation › broken hexadecimal › keeps the typed text', () => {
  expect(otherNotation({ text: 'zz', isHex: true })).toEqual({ text: 'zz', isHex: false });
});

test('otherNotation › bytes that are no text › stay hexadecimal', () => {
  const draft = { text: 'ff', isHex: true };
  expect(otherNotation(draft)).toBe(draft);
});
