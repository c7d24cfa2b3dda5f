import { describe, expect, test } from 'vitest';
import {
  definitionOf,
  expectedValue,
  isPreferenceName,
  isValidValue,
  parsePreference,
  preferenceNames,
  preferenceText,
} from './preference-table.ts';

describe('the table of preferences', () => {
  test.each(preferenceNames)('%s › its default is valid, and survives being typed', (name) => {
    const definition = definitionOf(name);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(isValidValue(definition, definition.initial)).toBe(true);
    expect(parsePreference(definition, preferenceText(definition.initial))).toBe(definition.initial);
    if (definition.kind === 'text') expect(isValidValue(definition, definition.example)).toBe(true);
  });

  test('a value of another type, or without end › is not valid', () => {
    for (const name of preferenceNames) {
      for (const value of [null, undefined, {}, [], Number.NaN, 'x'.repeat(300), -1])
        expect(isValidValue(definitionOf(name), value), `${name} ${String(value)}`).toBe(false);
    }
  });

  test.each([
    ['metrics', ['yes', 'on', 'TRUE', ' no ', 'off'], [true, true, true, false, false]],
    ['metrics-port', ['9121', '0', '65536', '9121.5', '1e3', ''], [9121, null, null, null, null, null]],
    [
      'mirror',
      ['mirror.example.com:5000/hub', '', 'https://x', 'a b'],
      ['mirror.example.com:5000/hub', '', null, null],
    ],
    ['engine', ['tcp://10.0.0.1:2375', '', 'ftp://x', 'unix:///a b'], ['tcp://10.0.0.1:2375', '', null, null]],
    ['theme', ['dark', 'Dark'], ['dark', null]],
  ] as const)('%s › typed %j › reads as %j', (name, typed, values) => {
    expect(typed.map((one) => parsePreference(definitionOf(name), one))).toEqual(values);
  });

  test('what is expected › is named by kind', () => {
    expect(expectedValue(definitionOf('metrics'))).toBe('yes or no');
    expect(expectedValue(definitionOf('charts-kept'))).toBe('a whole number from 7 to 90');
    expect(expectedValue(definitionOf('runtime'))).toBe('one of auto, docker, process');
    expect(isPreferenceName('toString')).toBe(false);
  });
});
