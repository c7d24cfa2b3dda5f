import type { Backup, FlushResult, RestoreResult } from '../../../../shared/contract/backup.ts';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import type { InstanceStatus, Removal } from '../../../../shared/contract/instance.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { SettingsApplied } from '../../../../shared/contract/settings.ts';
import type { IsolationProof } from '../../../../shared/contract/tenant.ts';
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

/** What a succeeded operation came to, read from its result. */
export function operationDetail(operation: Pick<Operation, 'kind' | 'result'>): OperationDetail {
  const { kind, result } = operation as Operation;
  if (result === null) return nothing;
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
function benchmarkDetail(done: BenchmarkResult): OperationDetail {
  const rates = done.tests.map(({ requestsPerSecond }) => Math.round(requestsPerSecond));
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return { ...nothing, text: `${counted(done.tests.length, 'test')}, ${least} to ${most} requests per second` };
}

/** Values come masked from the plan: what is secret never gets as far as a result. */
function settingsDetail(done: SettingsApplied): OperationDetail {
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

function backupDetail(made: Backup): OperationDetail {
  const parts = [made.name, formatBytes(made.sizeBytes), ...(made.keys === null ? [] : [counted(made.keys, 'key')])];
  const proof = made.proof === null ? 'not proven' : made.proof.ok ? 'proven' : `proof failed: ${made.proof.message}`;
  return { text: [...parts, proof].join(', '), backup: made.name };
}

function restoreDetail(done: RestoreResult): OperationDetail {
  const safety = done.safetyBackup === null ? '' : `; before it: ${done.safetyBackup}`;
  return { text: `${done.backup}, ${counted(done.keys, 'key')}${safety}`, backup: done.backup };
}

function flushDetail(done: FlushResult): OperationDetail {
  const where = done.database === 'all' ? 'all databases' : `database ${done.database}`;
  const safety = done.safetyBackup === null ? '' : `; before it: ${done.safetyBackup}`;
  return {
    text: `${counted(done.removedKeys, 'key')} removed from ${where}${safety}`,
    backup: done.safetyBackup,
  };
}

function removalDetail(done: Removal): OperationDetail {
  if (done.changed === false) return { text: 'There was nothing to remove', backup: null };
  const data = done.removedData ? 'Its data was removed' : 'Its data was kept';
  return { text: done.safetyBackup === null ? data : `${data}; before it: ${done.safetyBackup}`, backup: null };
}

function isolationDetail(proof: IsolationProof): OperationDetail {
  const reached = proof.probes.filter(({ outcome }) => outcome === 'reached').length;
  if (proof.ok && proof.probes.length === 0) return { ...nothing, text: 'nothing could be tried' };
  const tries = counted(proof.probes.length, 'probe');
  if (reached > 0) return { ...nothing, text: `${reached} of ${tries} reached another tenant` };
  return { ...nothing, text: proof.ok ? `${tries}, all blocked` : `${tries}, some did not work` };
}

function statusDetail(now: Pick<InstanceStatus, 'version' | 'runtime' | 'port'>): OperationDetail {
  const parts = [now.version && `Redis ${now.version}`, now.runtime, now.port && `port ${now.port}`];
  return { ...nothing, text: parts.filter(Boolean).join(', ') };
}
