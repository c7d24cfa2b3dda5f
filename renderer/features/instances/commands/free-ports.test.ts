import { expect, test } from 'vitest';
import { portRanges } from './free-ports.ts';

test.each([
  [[], ''],
  [[6399], '6399'],
  [[6393, 6394, 6395], '6393 to 6395'],
  [[6384, 6381, 6385], '6381, 6384 to 6385'],
  [[1, 3, 5, 7], '1, 3, 5 …'],
])('portRanges › %j › "%s"', (ports, written) => {
  expect(portRanges(ports)).toBe(written);
});
