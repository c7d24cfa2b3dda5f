import { describe, expect, it } from 'vitest';
import { readLogLine, zoneOf } from './log-line.ts';

describe('log line', () => {
  it.each([
    ['.', 'debug'],
    ['-', 'verbose'],
    ['*', 'notice'],
    ['#', 'warning'],
  ])('mark %s › level %s', (mark, level) => {
    const line = readLogLine(`71:M 22 Nov 2026 09:08:23.123 ${mark} Ready to accept connections`, 'file');
    const at = new Date(2026, 10, 22, 9, 8, 23, 123).toISOString();
    expect(line).toEqual({ at, source: 'file', level, text: 'Ready to accept connections' });
  });

  it('unknown format › text is kept unchanged', () => {
    const text = '*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***';
    expect(readLogLine(text, 'output')).toEqual({ at: null, source: 'output', level: null, text });
  });

  it('invalid month › has no time', () => {
    expect(readLogLine('71:M 22 Foo 2026 09:08:23.123 * x', 'file').at).toBeNull();
  });

  it('container in another time zone › zone is derived from the output times', () => {
    const line = '1:M 22 Nov 2026 14:38:23.123 * Ready to accept connections';
    const zone = zoneOf(line, '2026-11-22T09:08:24.001000000Z');
    expect(zone).toBe(330);
    expect(readLogLine(line, 'file', zone).at).toBe('2026-11-22T09:08:23.123Z');
    expect(zoneOf('not a Redis line', '2026-11-22T09:08:24.001000000Z')).toBeNull();
  });
});
