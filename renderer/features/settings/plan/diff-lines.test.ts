import { describe, expect, test } from 'vitest';
import { diffLines } from './diff-lines.ts';

const head = '--- redis.conf\n+++ redis.conf\n';
const shown = (diff: string) => diffLines(diff).map(({ sign, number, text }) => `${sign}${number ?? ''} ${text}`);

describe('diffLines', () => {
  test('diff › no difference › nothing', () => expect(diffLines('')).toEqual([]));

  test('diff › one changed line › numbers of the old and of the new file', () => {
    expect(shown(`${head}@@ -2,3 +2,3 @@\n port 6380\n-timeout 0\n+timeout 60\n save ""\n`)).toEqual([
      '@ 1 line unchanged',
      '  2 port 6380'.slice(1),
      '−3 timeout 0',
      '+3 timeout 60',
      '  4 save ""'.slice(1),
    ]);
  });

  test('diff › added and removed lines › later numbers follow the new file', () => {
    const lines = diffLines(`${head}@@ -1,3 +1,4 @@\n a\n+b\n+c\n-d\n e\n`);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 2, 4]);
  });

  test('diff › two places › the lines between are counted', () => {
    const lines = shown(`${head}@@ -1,1 +1,2 @@\n a\n+b\n@@ -1202,1 +1203,1 @@\n-x\n+y\n`);
    expect(lines).toContain('@ 1,200 lines unchanged');
    expect(lines.at(-1)).toBe('+1203 y');
  });

  test('diff › from the first line on › no count of none', () => {
    expect(diffLines(`${head}@@ -1 +1 @@\n-a\n+b\n`).map(({ sign }) => sign)).toEqual(['−', '+']);
  });

  test('diff › lines that look like signs of a diff › are content', () => {
    expect(shown(`${head}@@ -1,2 +1,2 @@\n--- comment\n+++ comment\n`)).toEqual(['−1 -- comment', '+1 ++ comment']);
    expect(shown(`${head}@@ -1,1 +1,1 @@\n-@@ a\n+@@ b\n`)).toEqual(['−1 @@ a', '+1 @@ b']);
  });

  test('diff › empty lines of the file › are lines, with their numbers', () => {
    expect(shown(`${head}@@ -1,2 +1,3 @@\n \n+\n a\n`)).toEqual([' 1 ', '+2 ', ' 3 a']);
  });

  test('diff › any lines › keys are unique', () => {
    const keys = diffLines(`${head}@@ -1,1 +1,2 @@\n a\n+b\n@@ -9,1 +9,1 @@\n-b\n+b\n`).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
