import { describe, expect, test } from 'vitest';
import { Captured } from '../../../test/support/captured.ts';
import { Output } from './output.ts';

function capture(options: { json?: boolean; terminal?: boolean; env?: Record<string, string> } = {}) {
  const stdout = new Captured(options.terminal);
  const stderr = new Captured(options.terminal);
  const output = new Output({ stdout, stderr, env: options.env ?? {}, json: options.json === true });
  return { stdout, stderr, output };
}

const failure = { code: 'BUSY', message: 'It is busy.', data: { id: 'main' } };

test('an answer is its lines, or with --json its document on one line', () => {
  const text = capture();
  text.output.answer({ a: 1 }, ['one', 'two']);
  expect(text.stdout.text).toBe('one\ntwo\n');
  const json = capture({ json: true });
  json.output.answer({ a: [1, 2] }, ['one']);
  expect(json.stdout.text).toBe('{"a":[1,2]}\n');
});

test('notes never reach stdout', () => {
  const { stdout, stderr, output } = capture({ json: true });
  output.note('on the way');
  expect([stdout.text, stderr.text]).toEqual(['', 'on the way\n']);
});

describe('a failure', () => {
  test('is a sentence on stderr', () => {
    const { stdout, stderr, output } = capture();
    output.failure(failure);
    expect([stdout.text, stderr.text]).toEqual(['', 'It is busy.\n']);
  });

  test('is a document as well with --json', () => {
    const { stdout, stderr, output } = capture({ json: true });
    output.failure(failure);
    expect(JSON.parse(stdout.text)).toEqual({ error: failure });
    expect(stderr.text).toBe('It is busy.\n');
  });

  test('that comes after the answer leaves the one document alone', () => {
    const { stdout, stderr, output } = capture({ json: true });
    output.answer({ a: 1 }, []);
    output.failure(failure);
    expect(stdout.text).toBe('{"a":1}\n');
    expect(stderr.text).toBe('It is busy.\n');
  });
});

test('a second document is a mistake of ours', () => {
  const { output } = capture({ json: true });
  output.answer({}, []);
  expect(() => output.answer({}, [])).toThrow('second JSON document');
});

test('colours stand on a terminal only, and not where NO_COLOR or a dumb terminal says so', () => {
  const coloured = (options: Parameters<typeof capture>[0]) => capture(options).output.style.good('x') !== 'x';
  expect(coloured({ terminal: true })).toBe(true);
  expect(coloured({ terminal: true, env: { NO_COLOR: '' } })).toBe(true);
  expect(coloured({})).toBe(false);
  expect(coloured({ terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
  expect(coloured({ terminal: true, env: { TERM: 'dumb' } })).toBe(false);
});
