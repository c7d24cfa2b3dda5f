import { expect, test } from 'vitest';
import { fixLine } from './fix-line.ts';

test('fixLine › command after a colon › split from the sentence', () => {
  expect(fixLine('Install it with your package manager, for example: sudo apt install redis-server')).toEqual({
    text: 'Install it with your package manager, for example:',
    line: 'sudo apt install redis-server',
  });
});

test('fixLine › command in quotes › stays in the sentence too', () => {
  const fix = 'Join the docker group with "sudo usermod -aG docker $USER", then sign out and in again.';
  expect(fixLine(fix)).toEqual({ text: fix, line: 'sudo usermod -aG docker $USER' });
});

test('fixLine › no command › no line', () => {
  const fix = 'It may be busy or hang: look at its log, or start it again.';
  expect(fixLine(fix)).toEqual({ text: fix, line: null });
});
