import { expect, test } from 'vitest';
import { pastedLine, terminalLine } from './terminal-line.ts';

test('terminalLine › null or undefined flags › left out', () => {
  expect(terminalLine('stop', { instance: 'main', timeout: undefined, port: null })).toBe(
    'manage.sh --action stop --instance main',
  );
});

test('terminalLine › value with spaces and quotes › quoted for a shell', () => {
  expect(terminalLine('cli', { command: "set a 'b'" })).toBe("manage.sh --action cli --command 'set a '\\''b'\\'''");
});

test('pastedLine › known script path › the line starts with the full path', () => {
  const line = terminalLine('status', { instance: 'main' });
  expect(pastedLine(line, '/opt/Vrooli Redis/manage.sh')).toBe(
    "'/opt/Vrooli Redis/manage.sh' --action status --instance main",
  );
  expect(pastedLine(line, undefined)).toBe(line);
});
