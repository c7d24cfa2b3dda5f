import { expect, test } from 'vitest';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { sourceIn, sourceText } from './source-text.ts';

test('sourceText › each kind of source, also with chosen data › reads as the same source again', () => {
  const sources: KeySource[] = [
    { kind: 'instance', instance: 'main' },
    { kind: 'backup', instance: 'shop', name: 'pre-deploy.1' },
    { kind: 'backup', instance: 'shop', name: 'both', data: 'data/dump: 1.rdb' },
    { kind: 'file', path: '/tmp/a:b@c.rdb' },
    { kind: 'file', path: '/tmp/both.tar', data: 'aof' },
    { kind: 'upload', upload: '42', data: 'rdb' },
  ];
  for (const source of sources) expect(sourceIn(sourceText(source))).toEqual(source);
});

test.each(['', 'backup:shop', 'other:x', 'backup'])('sourceIn › text that names no source (%s) › null', (text) =>
  expect(sourceIn(text)).toBeNull(),
);

test('sourceIn › a broken escape › the text itself', () => {
  expect(sourceIn('file@100%:/tmp/x')).toEqual({ kind: 'file', path: '/tmp/x', data: '100%' });
});
