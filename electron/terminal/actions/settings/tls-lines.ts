import type { TlsApplied, TlsState } from '../../../../shared/contract/tls.ts';
import { nameOf } from '../../flags/instance-of.ts';
import { alignPairs, formatDuration } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import * as settingsWords from './words.ts';

/** TLS of an instance: ports, certificate, and what clients need. */
export function tlsLines(state: TlsState, style: Style, now: number): string[] {
  const { id, enabled, plainPort, tlsPort, certificate, problem, files, isOwn, clientCertificates } = state;
  const plain = plainPort === null ? settingsWords.closed : String(plainPort);
  if (!enabled) return [settingsWords.tlsIsOffOn(style.strong(nameOf(id)), plain)];
  const pairs: (readonly [string, string])[] = [
    [settingsWords.tlsPortLabel, String(tlsPort)],
    [settingsWords.plainPortLabel, plain],
    [settingsWords.clientCertificatesLabel, clientCertificates],
  ];
  if (certificate !== null) {
    const left = Date.parse(certificate.expiresAt) - now;
    const inTime = left > 0 ? settingsWords.inTime(formatDuration(left / 1000)) : settingsWords.expired;
    pairs.push(
      [settingsWords.certificateLabel, certificate.subject],
      [settingsWords.issuerLabel, isOwn ? certificate.issuer : settingsWords.notOurs(certificate.issuer)],
      [settingsWords.namesLabel, certificate.names.join(', ')],
      [settingsWords.expiresLabel, `${certificate.expiresAt.slice(0, 10)} (${inTime})`],
    );
  }
  for (const [label, path] of [
    ['ca', files.ca],
    ['cert', files.cert],
    ['key', files.key],
  ] as const)
    if (path !== null) pairs.push([label, path]);
  return [
    settingsWords.tlsIsOnFor(style.strong(nameOf(id))),
    ...alignPairs(pairs),
    ...(problem === null ? [] : ['', style.attention(problem.message)]),
  ];
}

/** The result of a change. */
export function tlsAppliedLines(done: TlsApplied, style: Style, now: number): string[] {
  const { applied, state, verified, restarted, safetyBackup, entry } = done;
  const checked =
    verified === null
      ? []
      : [
          verified.plainRefused === null
            ? settingsWords.verifiedWith(verified.protocol)
            : settingsWords.verifiedWithPlainRefused(verified.protocol),
        ];
  const change =
    applied.length === 0
      ? settingsWords.nothingToChange
      : restarted
        ? settingsWords.changedWithOneRestart
        : settingsWords.changedWithoutRestart;
  return [
    ...tlsLines(state, style, now),
    '',
    change,
    ...(state.enabled ? (verified === null ? [settingsWords.notVerifiedStopped] : checked) : []),
    ...(safetyBackup === null ? [] : [settingsWords.safetyBackupTaken(safetyBackup)]),
    ...(entry === null ? [] : [settingsWords.undoTls(state.id, entry.slice(0, 8))]),
  ];
}
