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

test('output › answer › lines, or one line of JSON', () => {
  const text = capture();
  text.output.answer({ a: 1 }, ['one', 'two']);
  expect(text.stdout.text).toBe('one\ntwo\n');
  const json = capture({ json: true });
  json.output.answer({ a: [1, 2] }, ['one']);
  expect(json.stdout.text).toBe('{"a":[1,2]}\n');
});

test('output › notes › never on stdout', () => {
  const { stdout, stderr, output } = capture({ json: true });
  output.note('on the way');
  expect([stdout.text, stderr.text]).toEqual(['', 'on the way\n']);
});

describe('a failure', () => {
  test('text › a sentence on stderr', () => {
    const { stdout, stderr, output } = capture();
    output.failure(failure);
    expect([stdout.text, stderr.text]).toEqual(['', 'It is busy.\n']);
  });

  test('--json › a document as well', () => {
    const { stdout, stderr, output } = capture({ json: true });
    output.failure(failure);
    expect(JSON.parse(stdout.text)).toEqual({ error: failure });
    expect(stderr.text).toBe('It is busy.\n');
  });

  test('after the answer › no second document', () => {
    const { stdout, stderr, output } = capture({ json: true });
    output.answer({ a: 1 }, []);
    output.failure(failure);
    expect(stdout.text).toBe('{"a":1}\n');
    expect(stderr.text).toBe('It is busy.\n');
  });
});

test('output › a second document › a bug', () => {
  const { output } = capture({ json: true });
  output.answer({}, []);
  expect(() => output.answer({}, [])).toThrow('second JSON document');
});

test('output › colours › only on a terminal, not with NO_COLOR or a dumb terminal', () => {
  const coloured = (options: Parameters<typeof capture>[0]) => capture(options).output.style.good('x') !== 'x';
  expect(coloured({ terminal: true })).toBe(true);
  expect(coloured({ terminal: true, env: { NO_COLOR: '' } })).toBe(true);
  expect(coloured({})).toBe(false);
  expect(coloured({ terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
  expect(coloured({ terminal: true, env: { TERM: 'dumb' } })).toBe(false);
});
