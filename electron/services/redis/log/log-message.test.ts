import { expect, test } from 'vitest';
import { lastLogMessage, logMessage } from './log-message.ts';

test.each([
  ['1234:M 22 Nov 2026 19:08:23.123 * Ready to accept connections', 'Ready to accept connections'],
  [
    '9:S 1 Dec 2026 06:00:00.001 # Error condition on socket for SYNC: (null)',
    'Error condition on socket for SYNC: (null)',
  ],
  ['1234:M 22 Nov 19:08:23.123 * of Redis 4', 'of Redis 4'],
  ["  Can't open the config file  ", "Can't open the config file"],
  ['', ''],
])('log message › %j › without process, time and level', (line, message) => {
  expect(logMessage(line)).toBe(message);
});

test('last log message › empty lines at the end › the line before them', () => {
  expect(lastLogMessage(['a', '1:C 22 Nov 2026 19:08:23.123 # b', ' ', ''])).toBe('b');
  expect(lastLogMessage(['', '7:M 22 Nov 2026 19:08:23.123 * '])).toBeNull();
});
