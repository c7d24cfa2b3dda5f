import { describe, expect, test } from 'vitest';
import type { TlsApplied, TlsState } from '../../../../shared/contract/tls.ts';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { chooseStyle } from '../../format/style.ts';
import { tlsAppliedLines, tlsLines } from './tls-lines.ts';
import * as settingsWords from './words.ts';

const NOW = Date.parse('2026-11-20T10:00:00.000Z');
const plain = chooseStyle(false, {});
const certificate = {
  ...{ subject: 'CN=main', issuer: 'CN=Vrooli main', names: ['localhost', '127.0.0.1'], fingerprint: 'ab' },
  ...{ validFrom: '2026-11-01T00:00:00.000Z', expiresAt: '2026-11-22T10:00:00.000Z' },
};
const state = (change: Partial<TlsState> = {}): TlsState => ({
  ...{ id: 'main', runtime: PROGRAMS, enabled: true, plainPort: null, tlsPort: 6380, clientCertificates: 'required' },
  ...{ isOwn: true, certificate, problem: null, files: { ca: '/home/me/ca.crt', cert: null, key: null } },
  ...change,
});
const pairs = (lines: readonly string[]) =>
  new Map(lines.map((line) => line.trim().split(/ {2,}/) as [string, string]));

describe('TLS in a terminal', () => {
  test('TLS is on › ports, certificate, and only existing files', () => {
    const lines = tlsLines(state(), plain, NOW);
    const shown = pairs(lines);
    expect(lines[0]).toMatch(/TLS is on\.$/);
    expect(shown.get(settingsWords.tlsPortLabel)).toBe('6380');
    expect(shown.get(settingsWords.plainPortLabel)).toBe(settingsWords.closed);
    expect(shown.get(settingsWords.namesLabel)).toBe('localhost, 127.0.0.1');
    expect(shown.get(settingsWords.expiresLabel)).toMatch(/^2026-11-22 \(in 2 d/);
    expect(shown.get('ca')).toBe('/home/me/ca.crt');
    expect(shown.has('key')).toBe(false);
  });

  test('TLS is off › how clients connect instead', () => {
    expect(tlsLines(state({ enabled: false, plainPort: 6379, tlsPort: null }), plain, NOW)).toEqual([
      expect.stringMatching(/TLS is off\. Clients connect without it on port 6379\.$/),
    ]);
  });

  test('the certificate has expired, or someone else issued it › says so', () => {
    const old = { ...certificate, expiresAt: '2026-11-20T09:00:00.000Z' };
    const shown = pairs(tlsLines(state({ certificate: old, isOwn: false }), plain, NOW));
    expect(shown.get(settingsWords.expiresLabel)).toBe('2026-11-20 (expired)');
    expect(shown.get(settingsWords.issuerLabel)).toBe(settingsWords.notOurs('CN=Vrooli main'));
  });

  test('a problem, and a certificate that cannot be read › the problem last', () => {
    const problem = { code: 'unreadable' as const, message: 'The certificate cannot be read.' };
    const lines = tlsLines(state({ certificate: null, problem }), plain, NOW);
    expect(lines.at(-1)).toBe('The certificate cannot be read.');
    expect(pairs(lines).has(settingsWords.certificateLabel)).toBe(false);
  });
});

describe('a change of TLS in a terminal', () => {
  const done = (change: Partial<TlsApplied> = {}): TlsApplied => ({
    ...{ id: 'main', entry: '0123456789abcdef', restarted: true, safetyBackup: null, evictedKeys: 0 },
    ...{ evictedBefore: null, keptSnapshot: null, state: state(), issued: true },
    applied: [{ directive: 'tls-port', from: '0', to: '6380', how: 'restart' }],
    verified: { protocol: 'TLSv1.3', plainRefused: true },
    ...change,
  });
  const lines = (change: Partial<TlsApplied> = {}) => tlsAppliedLines(done(change), plain, NOW);

  test('change › verified from outside › the protocol, and that plain clients are refused', () => {
    expect(lines()).toContain(settingsWords.verifiedWithPlainRefused('TLSv1.3'));
    expect(lines()).toContain(settingsWords.changedWithOneRestart);
    expect(lines().at(-1)).toBe('To revert it: --action config --revert 01234567');
  });

  test('change › the plain port stays open › does not claim that plain clients are refused', () => {
    const shown = lines({ verified: { protocol: 'TLSv1.3', plainRefused: null } });
    expect(shown).toContain(settingsWords.verifiedWith('TLSv1.3'));
    expect(shown).not.toContain(settingsWords.verifiedWithPlainRefused('TLSv1.3'));
  });

  test('change › of a stopped instance › not verified, and says why', () => {
    expect(lines({ verified: null, restarted: false })).toEqual(
      expect.arrayContaining([settingsWords.notVerifiedStopped, settingsWords.changedWithoutRestart]),
    );
  });

  test('change › TLS was switched off › no verification is mentioned', () => {
    const shown = lines({ state: state({ enabled: false, plainPort: 6379 }), verified: null });
    expect(shown).not.toContain(settingsWords.notVerifiedStopped);
  });

  test('change › no difference › says so, and nothing can be reverted', () => {
    const shown = lines({ applied: [], entry: null });
    expect(shown).toContain(settingsWords.nothingToChange);
    expect(shown.some((line) => line.includes('--revert'))).toBe(false);
  });

  test('change › of a tenant, with a safety backup › both are named', () => {
    const shown = lines({ state: state({ id: 'acme' }), safetyBackup: 'safety-settings-1' });
    expect(shown).toContain(settingsWords.safetyBackupTaken('safety-settings-1'));
    expect(shown.at(-1)).toBe('To revert it: --action config --instance acme --revert 01234567');
  });
});
