import { describe, expect, test } from 'vitest';
import { clientHost, urlHost } from './client-host.ts';

describe('host for clients', () => {
  test.each([
    [{ host: '127.0.0.1' }, 'localhost'],
    // Main may be published at an address of this computer, which is then reached by localhost too.
    [{ host: '192.168.1.5' }, 'localhost'],
    [{ engine: 'build', host: '127.0.0.1' }, 'localhost'],
    [{ engine: 'build', host: '192.168.1.7' }, '192.168.1.7'],
    [{ engine: 'build', host: 'fd00::7' }, 'fd00::7'],
  ])('%j › %s', (place, host) => expect(clientHost(place)).toBe(host));

  test('an IPv6 address in a URL › has brackets', () => {
    expect([urlHost('fd00::7'), urlHost('nuc.local')]).toEqual(['[fd00::7]', 'nuc.local']);
  });
});
