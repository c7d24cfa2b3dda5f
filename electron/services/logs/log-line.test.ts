import { describe, expect, it } from 'vitest';
import { readLogLine } from './log-line.ts';

describe('a line of the log', () => {
  it.each([
    ['.', 'debug'],
    ['-', 'verbose'],
    ['*', 'notice'],
    ['#', 'warning'],
  ])('marked %s is of level %s', (mark, level) => {
    const line = readLogLine(`71:M 22 Nov 2026 09:08:23.123 ${mark} Ready to accept connections`, 'file');
    const at = new Date(2026, 10, 22, 9, 8, 23, 123).toISOString();
    expect(line).toEqual({ at, source: 'file', level, text: 'Ready to accept connections' });
  });

  it('of another form is kept whole', () => {
    const text = '*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***';
    expect(readLogLine(text, 'output')).toEqual({ at: null, source: 'output', level: null, text });
  });
});
