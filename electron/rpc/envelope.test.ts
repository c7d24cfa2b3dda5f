import { expect, test } from 'vitest';
import { isEnvelope, LARGEST_MESSAGE } from './envelope.ts';

const sent = (message: unknown) => isEnvelope(JSON.stringify(message));

test('envelope › messages of our client › accepted: calls with and without input, and their end', () => {
  expect(sent({ i: '0', p: { u: '/instances/list', b: {} } })).toBe(true);
  expect(sent({ i: 'zz', p: { u: '/instances/status', b: { json: { id: 'main' } } } })).toBe(true);
  expect(sent({ i: '0', p: { u: '/instances/list' } })).toBe(true);
  expect(sent({ i: '0', t: 4 })).toBe(true);
});

test.each([
  ['a file', { i: '0', p: { u: '/a', h: { 'content-disposition': 'attachment; filename="x"' } } }],
  ['a stream of input', { i: '0', t: 3, p: { e: 'message', d: 1 } }],
  ['another method', { i: '0', p: { u: '/a?data={}', m: 'GET' } }],
  ['another origin', { i: '0', p: { u: 'http://elsewhere/a' } }],
  ['an id that is no text', { i: { a: 1 }, p: { u: '/a' } }],
  ['an id as long as a book', { i: 'x'.repeat(33), p: { u: '/a' } }],
  ['a call without a payload', { i: '0' }],
  ['a list', [1, 2]],
  ['nothing', null],
])('envelope › %s › refused', (_name, message) => {
  expect(sent(message)).toBe(false);
});

test('envelope › no JSON, no text, or too long › refused without an exception', () => {
  for (const data of ['', '{', '[['.repeat(100_000), new ArrayBuffer(8), { i: '0' }, undefined]) {
    expect(isEnvelope(data)).toBe(false);
  }
  const long = JSON.stringify({ i: '0', p: { u: '/a', b: { json: 'x'.repeat(LARGEST_MESSAGE) } } });
  expect(isEnvelope(long)).toBe(false);
});
