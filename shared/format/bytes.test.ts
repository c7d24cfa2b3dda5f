import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { formatBytes, setByteUnits } from './bytes.ts';

describe('formatBytes', () => {
  test.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1023, '1 KB'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [991_128, '968 KB'],
    [1_048_524, '1 MB'],
    [2 * 1024 ** 3, '2 GB'],
    [1.25 * 1024 ** 4, '1.25 TB'],
  ])('%d › %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('any size › at most three significant digits, off by at most a twentieth', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        const [, figure = '', unit = ''] =
          /^(\d{1,3}(?:\.\d{1,2})?) (B|KB|MB|GB|TB|PB)$/.exec(formatBytes(bytes)) ?? [];
        const back = Number(figure) * 1024 ** ['B', 'KB', 'MB', 'GB', 'TB', 'PB'].indexOf(unit);
        expect(Math.abs(back - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });

  test('decimal units › 1 kB is 1,000 bytes', () => {
    setByteUnits('decimal');
    onTestFinished(() => setByteUnits('binary'));
    expect([999, 1000, 1_500_000, 2 * 1024 ** 3].map(formatBytes)).toEqual(['999 B', '1 kB', '1.5 MB', '2.15 GB']);
  });
});
