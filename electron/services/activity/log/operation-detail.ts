import type { Backup, FlushResult, RestoreResult } from '../../../../shared/contract/backup.ts';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import type { InstanceStatus, Removal } from '../../../../shared/contract/instance.ts';
import type { KeyChangeResult } from '../../../../shared/contract/key-change.ts';
import type { ModulesApplied } from '../../../../shared/contract/modules.ts';
import type { DrainResult, TenantMoved } from '../../../../shared/contract/move.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import type { SettingsApplied } from '../../../../shared/contract/settings.ts';
import type { IsolationTest } from '../../../../shared/contract/tenant.ts';
import type { TlsApplied } from '../../../../shared/contract/tls.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { moduleTitle } from '../../../../shared/format/modules.ts';
import { memoryText } from '../../../../shared/memory.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';

/** The outcome of an operation in one line, and the backup it concerned. */
export interface OperationDetail {
  readonly text: string | null;
  readonly backup: string | null;
}

const nothing: OperationDetail = { text: null, backup: null };

/** Describes the result of a succeeded operation. */
export function operationDetail(operation: Pick<Operation, 'kind' | 'result'>): OperationDetail {
  const { kind, result } = operation as Operation;
  if (result === null) return nothing;
  switch (kind) {
    case 'config':
      return settingsDetail(result);
    case 'modules':
      return modulesDetail(result);
    case 'tls':
      return tlsDetail(result);
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
    case 'branch':
    case 'undo-destroy':
    case 'repair':
      return statusDetail(result);
    case 'benchmark':
      return benchmarkDetail(result);
    case 'stop':
    case 'export-backup':
      return nothing;
    case 'change-keys':
      return keysDetail(result, 'changed');
    case 'undo-keys':
      return keysDetail(result, 'restored');
    case 'restore-keys':
      return restoredKeysDetail(result);
    case 'create-companion':
    case 'start-companion':
    case 'stop-companion':
      return companionDetail(result);
    case 'backup-companion':
      return companionBackupDetail(result);
    case 'move-client':
      return moveDetail(result);
    case 'drain-engine':
      return drainDetail(result);
    case 'restore-companion':
      return {
        ...nothing,
        text: `${result.companion.title} from ${result.backup}; safety backup ${result.safetyBackup}`,
      };
    case 'remove-companion':
      return { ...nothing, text: `${result.name}; its data is in the backup ${result.backup}` };
    default:
      return kind satisfies never;
  }
}

function keysDetail({ changed, skipped }: KeyChangeResult, verb: string): OperationDetail {
  const text = `${counted(changed, 'key')} ${verb}`;
  const others = `${counted(skipped, 'key')} skipped, because other clients changed ${skipped === 1 ? 'it' : 'them'}`;
  return { ...nothing, text: skipped === 0 ? text : `${text}; ${others}` };
}

function restoredKeysDetail({ restored, overwritten, deleted, skipped, expired }: RestoreKeysResult): OperationDetail {
  const parts = [`${counted(restored + overwritten, 'key')} restored`];
  if (overwritten > 0) parts.push(`${overwritten} of them overwritten`);
  if (deleted > 0) parts.push(`${deleted} deleted`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (expired > 0) parts.push(`${expired} expired and left out`);
  return { ...nothing, text: parts.join(', ') };
}

function companionDetail({ title, version, runtime, ports }: Companion): OperationDetail {
  const parts = [version === null ? title : `${title} ${version}`, runtime, ports[0] && `port ${ports[0].port}`];
  return { ...nothing, text: parts.filter(Boolean).join(', ') };
}

function companionBackupDetail({ companion, name, sizeBytes, form }: CompanionBackup): OperationDetail {
  return { ...nothing, text: `${name} of ${companion}, ${formatBytes(sizeBytes)}, ${form}` };
}

/** The range from the slowest to the fastest test. */
function benchmarkDetail(result: BenchmarkResult): OperationDetail {
  const rates = result.tests.map(({ requestsPerSecond }) => Math.round(requestsPerSecond));
  const [min, max] = [Math.min(...rates), Math.max(...rates)];
  return {
    ...nothing,
    text: `${counted(result.tests.length, 'test')}, ${formatCount(min)} to ${formatCount(max)} requests per second`,
  };
}

/** The plan masks secrets already, so a result never contains one. */
function settingsDetail(result: SettingsApplied): OperationDetail {
  const changes = result.applied.map(
    ({ directive, from, to }) => `${directive} ${formatValue(directive, from)} → ${formatValue(directive, to)}`,
  );
  const text = changes.length === 0 ? 'Nothing changed' : changes.join(', ');
  return { text: result.restarted ? `${text}; restarted` : text, backup: result.safetyBackup };
}

function modulesDetail({ module, deletedKeys, safetyBackup, verified, state }: ModulesApplied): OperationDetail {
  const title = moduleTitle({ ...module, file: null, name: module.name ?? module.file });
  const isLoaded = state.modules.some(({ name, file }) => name === module.name && file === module.file);
  const deleted = deletedKeys === 0 ? '' : `; ${counted(deletedKeys, 'key')} deleted`;
  const checked = verified === null ? 'not verified' : 'verified';
  return { text: `${title} ${isLoaded ? 'loaded' : 'unloaded'}, ${checked}${deleted}`, backup: safetyBackup };
}

function tlsDetail({ state, safetyBackup, verified }: TlsApplied): OperationDetail {
  const { enabled, tlsPort, plainPort, certificate } = state;
  if (!enabled) return { text: `TLS is off; plain port ${plainPort}`, backup: safetyBackup };
  const plain = plainPort === null ? 'plain port closed' : `plain port ${plainPort} open`;
  const until = certificate === null ? '' : `, certificate until ${certificate.expiresAt.slice(0, 10)}`;
  const checked = verified === null ? 'not verified' : `verified with ${verified.protocol}`;
  return { text: `TLS on port ${tlsPort}, ${plain}${until}; ${checked}`, backup: safetyBackup };
}

function formatValue(directive: string, value: string | null): string {
  if (value === null) return 'default';
  if (value === '') return '""';
  return factsOf(directive)?.kind === 'memory' ? memoryText(value) : value;
}

function backupDetail(backup: Backup): OperationDetail {
  const parts = [
    backup.name,
    formatBytes(backup.sizeBytes),
    ...(backup.keys === null ? [] : [counted(backup.keys, 'key')]),
  ];
  const { proof } = backup;
  const verification =
    proof === null ? 'not verified' : proof.ok ? 'verified' : `verification failed: ${proof.message}`;
  return { text: [...parts, verification].join(', '), backup: backup.name };
}

function restoreDetail(result: RestoreResult): OperationDetail {
  const safety = result.safetyBackup === null ? '' : `; safety backup ${result.safetyBackup}`;
  return { text: `${result.backup}, ${counted(result.keys, 'key')}${safety}`, backup: result.backup };
}

function flushDetail(result: FlushResult): OperationDetail {
  const where = result.database === 'all' ? 'all databases' : `database ${result.database}`;
  const safety = result.safetyBackup === null ? '' : `; safety backup ${result.safetyBackup}`;
  return {
    text: `${counted(result.removedKeys, 'key')} removed from ${where}${safety}`,
    backup: result.safetyBackup,
  };
}

function removalDetail(result: Removal): OperationDetail {
  if (result.changed === false) return { text: 'Nothing to remove', backup: null };
  const data = result.removedData ? 'Data removed' : 'Data kept';
  return { text: result.safetyBackup === null ? data : `${data}; safety backup ${result.safetyBackup}`, backup: null };
}

function isolationDetail(result: IsolationTest): OperationDetail {
  const reached = result.probes.filter(({ outcome }) => outcome === 'reached').length;
  if (result.ok && result.probes.length === 0) return { ...nothing, text: 'No running tenants to probe' };
  const probes = counted(result.probes.length, 'probe');
  if (reached > 0) return { ...nothing, text: `${reached} of ${probes} reached another tenant` };
  return { ...nothing, text: result.ok ? `${probes}, all blocked` : `${probes}, some failed to run` };
}

function statusDetail(status: Pick<InstanceStatus, 'version' | 'runtime' | 'port'>): OperationDetail {
  const parts = [status.version && `Redis ${status.version}`, status.runtime, status.port && `port ${status.port}`];
  return { ...nothing, text: parts.filter(Boolean).join(', ') };
}

function moveDetail({ from, to, keys, pausedMs }: TenantMoved): OperationDetail {
  const waited = `writes waited ${Math.round(pausedMs)} ms`;
  const data = keys === null ? 'equal files' : `${counted(keys, 'key')}, equal digests; ${waited}`;
  const text = `${from.engine}:${from.port} → ${to.engine}:${to.port}; ${data}`;
  return { ...nothing, text };
}

function drainDetail({ engine, moved, left }: DrainResult): OperationDetail {
  const stayed = left.length === 0 ? '' : `; ${counted(left.length, 'tenant')} stayed`;
  return { ...nothing, text: `${engine}: ${counted(moved.length, 'tenant')} moved${stayed}` };
}
