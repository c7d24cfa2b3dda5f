import { expect, test } from 'vitest';
import { modificationTime } from './last-written.ts';

const encoded = (stat: unknown) => Buffer.from(JSON.stringify(stat)).toString('base64');

test('last write › the header of an engine › its time', () => {
  expect(modificationTime(encoded({ name: 'data', mtime: '2026-12-01T05:00:00.250123Z' }))).toBe(
    Date.parse('2026-12-01T05:00:00.250Z'),
  );
});

test.each(['', 'x', encoded({}), encoded({ mtime: 'yesterday' })])('last write › %j › none', (header) => {
  expect(modificationTime(header)).toBe(0);
});
