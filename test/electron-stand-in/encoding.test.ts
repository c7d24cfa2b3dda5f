import { expect, test } from 'vitest';
import { decodeValue, encodeValue } from './encoding.ts';
import { addScheme, fromChromium, ownScheme, toChromium } from './urls.ts';

test.each([
  ['nothing', undefined],
  ['plain values', [null, true, 'text', 1.5, { a: { b: [] } }]],
  ['numbers that JSON has not', [Number.NaN, Number.POSITIVE_INFINITY, -0]],
  ['large whole numbers', 2n ** 70n],
  ['a time', new Date(1_795_000_000_000)],
  ['bytes', new Uint8Array([0, 127, 255])],
  ['a map and a set', [new Map<unknown, unknown>([['a', new Set([1])]]), new Set(['b'])]],
  ['an object with the tag of the encoding', { $: 'd', v: 7, undefined: undefined }],
])('encodeValue › %s › comes back the same', (_name, value) => {
  expect(decodeValue(encodeValue(value))).toEqual(value);
});

test('encodeValue › an error › keeps its name and message', () => {
  const back = decodeValue(encodeValue(new TypeError('wrong'))) as Error;
  expect([back instanceof Error, back.name, back.message]).toEqual([true, 'TypeError', 'wrong']);
});

test.each([
  ['a function', () => undefined],
  ['a symbol', Symbol('x')],
  ['a promise', Promise.resolve()],
])('encodeValue › %s › refused as Electron refuses it', (_name, value) => {
  expect(() => encodeValue({ deep: [value] })).toThrow('An object could not be cloned.');
});

test('toChromium › a scheme of the app › an address of Chromium, and back', () => {
  addScheme('app');
  const urls = ['app://vrooli/', 'app://vrooli/assets/a.js?x=1#/instances/main', 'app://vrooli/..%2fsecret'];
  for (const url of urls) expect(fromChromium(toChromium(url))).toBe(url);
  expect(toChromium('app://vrooli')).toBe('https://vrooli.app.invalid/');
  expect(ownScheme('https://vrooli.app.invalid/')).toBe('app');
});

test('toChromium › any other address › unchanged, and of no scheme of the app', () => {
  for (const url of ['https://redis.io/docs', 'about:blank', 'other://vrooli/', 'https://a.other.invalid/']) {
    expect(toChromium(url)).toBe(url);
    expect(fromChromium(url)).toBe(url);
    expect(ownScheme(url)).toBeNull();
  }
});
