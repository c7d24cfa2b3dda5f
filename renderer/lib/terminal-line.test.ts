import { expect, test } from 'vitest';
import { pastedLine, terminalLine } from './terminal-line.ts';

test('what is not given is left out', () => {
  expect(terminalLine('stop', { instance: 'main', timeout: undefined, port: null })).toBe(
    'manage.sh --action stop --instance main',
  );
});

test('a shell takes each value as one word', () => {
  expect(terminalLine('cli', { command: "set a 'b'" })).toBe("manage.sh --action cli --command 'set a '\\''b'\\'''");
});

test('what is pasted runs wherever it is pasted', () => {
  const line = terminalLine('status', { instance: 'main' });
  expect(pastedLine(line, '/opt/Vrooli Redis/manage.sh')).toBe(
    "'/opt/Vrooli Redis/manage.sh' --action status --instance main",
  );
  expect(pastedLine(line, undefined)).toBe(line);
});
