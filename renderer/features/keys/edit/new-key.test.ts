import { describe, expect, test } from 'vitest';
import { newKeyValue as schema } from '../../../../shared/contract/key-change.ts';
import * as editWords from '../words/edit.ts';
import { type NewElement, newKeyValue, newTypes } from './new-key.ts';

const draft = (text: string) => ({ text, isHex: false });
const element = (value: string, name = '', score = '0'): NewElement => ({
  name: draft(name),
  value: draft(value),
  score,
});

describe('newKeyValue', () => {
  test.each(newTypes)('new key › a %s of one element › is what the core accepts', (type) => {
    expect(schema.safeParse(newKeyValue(type, [element('v', 'n', '1.5')])).success).toBe(true);
  });

  test('new key › a string without an element › empty, as SET allows', () => {
    expect(newKeyValue('string', [])).toEqual({ type: 'string', value: { text: '' } });
    expect(newKeyValue('string', [element('first'), element('second')])).toMatchObject({ value: { text: 'first' } });
  });

  test('new key › a list with equal and empty items › keeps each in order', () => {
    const { items } = newKeyValue('list', [element('b'), element(''), element('b')]) as { items: unknown[] };
    expect(items).toEqual([{ text: 'b' }, { text: '' }, { text: 'b' }]);
  });

  test('new key › a stream › its pairs are one entry', () => {
    expect(newKeyValue('stream', [element('1', 'a'), element('2', 'a')])).toEqual({
      type: 'stream',
      items: [
        {
          fields: [
            [{ text: 'a' }, { text: '1' }],
            [{ text: 'a' }, { text: '2' }],
          ],
        },
      ],
    });
  });

  test('new key › a score with spaces › trimmed; one that is no number › a sentence', () => {
    expect(newKeyValue('zset', [element('m', '', ' -inf ')])).toEqual({
      type: 'zset',
      items: [{ member: { text: 'm' }, score: '-inf' }],
    });
    expect(() => newKeyValue('zset', [element('m'), element('n', '', 'many')])).toThrow(editWords.enterANumberInfOrInf);
  });

  test('new key › hexadecimal with a missing digit, as name or value › a sentence', () => {
    const broken = { text: 'f', isHex: true };
    expect(() => newKeyValue('set', [{ ...element(''), value: broken }])).toThrow(editWords.digitIsMissing);
    expect(() => newKeyValue('hash', [{ ...element('v'), name: broken }])).toThrow(editWords.digitIsMissing);
  });

  test('new key › a broken name that the type does not use › is ignored', () => {
    const broken = { text: 'f', isHex: true };
    expect(newKeyValue('list', [{ ...element('v'), name: broken }])).toEqual({ type: 'list', items: [{ text: 'v' }] });
  });

  test('new key › bytes that are no text › stay bytes', () => {
    expect(newKeyValue('set', [{ ...element(''), value: { text: 'ff00', isHex: true } }])).toEqual({
      type: 'set',
      items: [{ base64: '/wA=' }],
    });
  });
});
