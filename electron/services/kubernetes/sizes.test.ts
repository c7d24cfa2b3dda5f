import { describe, expect, test } from 'vitest';
import { quantityBytes, sizesOf } from './sizes.ts';

const MB = 1024 ** 2;

describe('sizes of a pod', () => {
  test('maxmemory 2 GB › twice the memory for a fork, three copies of the data, one backup more than are kept', () => {
    expect(sizesOf(2048 * MB, null, 7)).toEqual({
      memoryRequest: '4096Mi',
      memoryLimit: '4096Mi',
      data: '6Gi',
      backups: '16Gi',
      notes: [],
    });
  });

  test('a small maxmemory › at least 64 MiB more, and volumes of 1 GiB', () => {
    expect(sizesOf(8 * MB, null, 3)).toMatchObject({ memoryLimit: '72Mi', data: '1Gi', backups: '1Gi' });
  });

  test('no maxmemory › no limit, a request, and a note', () => {
    const { notes, ...sizes } = sizesOf(null, null, 7);
    expect(sizes).toEqual({ memoryRequest: '256Mi', memoryLimit: null, data: '8Gi', backups: '8Gi' });
    expect(notes).toEqual([{ subject: 'maxmemory', text: expect.stringContaining('no memory limit') }]);
  });

  test('a chosen volume › used; a note where the data may not fit', () => {
    expect(sizesOf(2048 * MB, '6Gi', 7)).toMatchObject({ data: '6Gi', notes: [] });
    const { data, notes } = sizesOf(2048 * MB, '500M', 7);
    expect(data).toBe('500M');
    expect(notes[0]?.text).toContain('500M is less than the 6Gi');
  });

  test.each([
    ['1Mi', MB],
    ['2Gi', 2048 * MB],
    ['1Ti', 1024 ** 4],
    ['5M', 5_000_000],
    ['3G', 3_000_000_000],
    ['1T', 1_000_000_000_000],
  ])('quantity %s › %i bytes', (quantity, bytes) => {
    expect(quantityBytes(quantity)).toBe(bytes);
  });
});
