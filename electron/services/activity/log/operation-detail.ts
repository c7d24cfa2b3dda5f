import { backup, flushResult, restoreResult } from '../../../../shared/contract/backup.ts';
import { benchmarkResult } from '../../../../shared/contract/benchmark.ts';
import { instanceStatus } from '../../../../shared/contract/instance.ts';
import type { Operation } from '../../../../shared/contract/operation.ts';
import { settingsApplied } from '../../../../shared/contract/settings.ts';
import { isolationProof, removal } from '../../../../shared/contract/tenant.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { memoryText } from '../../../../shared/memory.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';

/** What an operation came to, in one line, and the backup it was about. */
export interface OperationDetail {
  readonly text: string | null;
  readonly backup: string | null;
}

const nothing: OperationDetail = { text: null, backup: null };

/** What a succeeded operation came to, read from its result. A result of another form says nothing. */
export function operationDetail({ kind, result }: Pick<Operation, 'kind' | 'result'>): OperationDetail {
  switch (kind) {
    case 'config':
      return settingsDetail(result);
    case 'backup':
    case 'prove':
    case 'import-backup':
      return backupDetail(result);
    case 'restore':
    case 'undo':
      return restoreDetail(result);
    case 'flush':
      return flushDetail(result);
    case 'uninstall':
    case 'destroy-client':
      return removalDetail(result);
    case 'isolation-proof':
      return isolationDetail(result);
    case 'install':
    case 'start':
    case 'restart':
    case 'upgrade':
    case 'create-client':
    case 'undo-destroy':
    case 'repair':
      return statusDetail(result);
    case 'benchmark':
      return benchmarkDetail(result);
    case 'stop':
    case 'export-backup':
      return nothing;
    default:
      return kind satisfies never;
  }
}

/** The slowest and the fastest of its tests. */
function benchmarkDetail(result: unknown): OperationDetail {
  const done = benchmarkResult.safeParse(result).data;
  if (!done) return nothing;
  const rates = done.tests.map(({ requestsPerSecond }) => Math.round(requestsPerSecond));
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return { ...nothing, text: `${counted(done.tests.length, 'test')}, ${least} to ${most} requests per second` };
}

/** Values come masked from the plan: what is secret never gets as far as a result. */
function settingsDetail(result: unknown): OperationDetail {
  const done = settingsApplied.safeParse(result).data;
  if (!done) return nothing;
  const changes = done.applied.map(
    ({ directive, from, to }) => `${directive} ${shown(directive, from)} → ${shown(directive, to)}`,
  );
  const text = changes.length === 0 ? 'Nothing changed' : changes.join(', ');
  return { text: done.restarted ? `${text}; restarted` : text, backup: done.safetyBackup };
}

function shown(directive: string, value: string | null): string {
  if (value === null) return 'default';
  if (value === '') return '""';
  return factsOf(directive)?.kind === 'memory' ? memoryText(value) : value;
}

function backupDetail(result: unknown): OperationDetail {
  const made = backup.safeParse(result).data;
  if (!made) return nothing;
  const parts = [made.name, formatBytes(made.sizeBytes), ...(made.keys === null ? [] : [counted(made.keys, 'key')])];
  const proof = made.proof === null ? 'not proven' : made.proof.ok ? 'proven' : `proof failed: ${made.proof.message}`;
  return { text: [...parts, proof].join(', '), backup: made.name };
}

function restoreDetail(result: unknown): OperationDetail {
  const done = restoreResult.safeParse(result).data;
  if (!done) return nothing;
  const safety = done.safetyBackup === null ? '' : `; before it: ${done.safetyBackup}`;
  return { text: `${done.backup}, ${counted(done.keys, 'key')}${safety}`, backup: done.backup };
}

function flushDetail(result: unknown): OperationDetail {
  const done = flushResult.safeParse(result).data;
  if (!done) return nothing;
  const where = done.database === 'all' ? 'all databases' : `database ${done.database}`;
  const safety = done.safetyBackup === null ? '' : `; before it: ${done.safetyBackup}`;
  return {
    text: `${counted(done.removedKeys, 'key')} removed from ${where}${safety}`,
    backup: done.safetyBackup,
  };
}

function removalDetail(result: unknown): OperationDetail {
  const done = removal.safeParse(result).data;
  if (!done) return nothing;
  const data = done.removedData ? 'Its data was removed' : 'Its data was kept';
  return { text: done.safetyBackup === null ? data : `${data}; before it: ${done.safetyBackup}`, backup: null };
}

function isolationDetail(result: unknown): OperationDetail {
  const proof = isolationProof.safeParse(result).data;
  if (!proof) return nothing;
  const reached = proof.probes.filter(({ outcome }) => outcome === 'reached').length;
  if (proof.ok && proof.probes.length === 0) return { ...nothing, text: 'nothing could be tried' };
  const tries = counted(proof.probes.length, 'probe');
  if (reached > 0) return { ...nothing, text: `${reached} of ${tries} reached another tenant` };
  return { ...nothing, text: proof.ok ? `${tries}, all blocked` : `${tries}, some did not work` };
}

function statusDetail(result: unknown): OperationDetail {
  const now = instanceStatus.safeParse(result).data;
  if (!now) return nothing;
  const parts = [now.version && `Redis ${now.version}`, now.runtime, now.port && `port ${now.port}`];
  return { ...nothing, text: parts.filter(Boolean).join(', ') };
}
