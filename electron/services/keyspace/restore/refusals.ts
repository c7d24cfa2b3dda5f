import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { RestoreKeysPreview, RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { forecastMemory } from './memory-forecast.ts';
import type { SourceKeys } from './source-keys.ts';
import type { Counts } from './survey.ts';
import type { TargetState } from './target-state.ts';

interface Found {
  readonly counts: Counts;
  readonly target: TargetState | null;
  /** Why the server currently accepts no writes. */
  readonly refusal: AppError | null;
}

/** @throws AppError before anything is written: NOT_FOUND, BACKUP_UNSUITABLE, WRITE_REFUSED, COMMAND_UNAVAILABLE */
export function requireRestorable(found: Found, request: RestoreKeysRequest, into: string): void {
  const refused = whyRefused(found, request, into);
  if (refused) throw refused;
}

/** One sentence that says why a restore would be refused; null if it would not. */
export function problemOf(found: Found, request: RestoreKeysRequest, into: string): string | null {
  return whyRefused(found, request, into)?.message ?? null;
}

function whyRefused({ counts, target, refusal }: Found, request: RestoreKeysRequest, into: string): AppError | null {
  const name = nameOf(request.source);
  if (counts.selected.keys === 0) {
    const message = `${name} has none of the chosen keys. Check the names, the pattern and the database.`;
    return new AppError('NOT_FOUND', message, { what: 'key', id: name });
  }
  if (refusal) return refusal;
  const [first] = counts.unsuitable.list();
  if (first !== undefined && request.unsuitable === 'refuse') {
    const others = counts.unsuitable.keys;
    const message = `${into} cannot hold ${formatCount(others)} of the chosen keys: ${first.message} Leave these keys out, or choose another instance. Nothing was changed.`;
    return new AppError('BACKUP_UNSUITABLE', message, { name, reason: first.message });
  }
  const growth = {
    keys: counts.restored.keys + counts.overwritten.keys,
    sizeBytes: counts.restored.sizeBytes + counts.overwritten.sizeBytes,
    formerBytes: counts.overwritten.formerBytes,
    transientBytes: counts.transientBytes,
  };
  const { effect, isCertain, limitBytes, usedBytes } = forecastMemory(growth, target);
  if (effect !== 'refuses' || !isCertain) return null;
  const reason = `the keys need at least ${formatBytes(growth.sizeBytes)}, and of its limit (maxmemory) of ${formatBytes(limitBytes ?? 0)} ${formatBytes(usedBytes ?? 0)} are used`;
  const message = `${into} would refuse the writes: ${reason}. Raise the limit in its settings, or choose fewer keys. Nothing was changed.`;
  return new AppError('WRITE_REFUSED', message, { id: into, reason });
}

/** Sentences that a user should read before a restore. */
export function warningsOf(about: {
  readonly source: SourceKeys;
  readonly request: RestoreKeysRequest;
  readonly target: TargetState | null;
  readonly memory: RestoreKeysPreview['memory'];
  readonly compared: boolean;
  /** Keys with large values, which were not compared. */
  readonly notCompared: number;
  readonly largeBytes: number;
  readonly into: string;
  /** Which earlier changes the restore ends the undo of; null if none. */
  readonly undoWarning: string | null;
}): string[] {
  const { source, request, target, memory, compared, notCompared, largeBytes, into, undoWarning } = about;
  const warnings: string[] = [];
  if (!compared && request.existing !== 'skip') {
    warnings.push(
      `Before Redis 7.2, reading a value counts as its use, so existing keys were not compared. The preview counts equal ones as overwritten; the restore leaves them alone.`,
    );
  }
  if (compared && notCompared > 0) {
    warnings.push(
      `${counted(notCompared, 'existing key')} with more than ${formatBytes(largeBytes)} ${notCompared === 1 ? 'was' : 'were'} not compared, because ${into} would stop for a moment for each. The preview counts equal ones as overwritten; the restore leaves them alone.`,
    );
  }
  if (request.existing === 'newer' && target) warnings.push(...aboutNewer(source, target, into));
  const needed = formatBytes(memory.neededBytes);
  const limit = formatBytes(memory.limitBytes ?? 0);
  if (memory.effect === 'evicts') {
    warnings.push(`The keys need about ${needed}, which exceeds the limit of ${limit}: ${into} would evict keys.`);
  } else if (memory.effect === 'refuses') {
    warnings.push(
      `The keys need about ${needed}, which exceeds the limit of ${limit}: ${into} may refuse writes. Then all of them are undone.`,
    );
  }
  if (undoWarning !== null) warnings.push(undoWarning);
  return warnings;
}

function aboutNewer({ writtenAtMs }: SourceKeys, { traits, startedAtMs }: TargetState, into: string): string[] {
  const kept = 'so every existing key stays as it is';
  if (writtenAtMs === null) return [`The source does not say when it was written, ${kept}.`];
  if (traits.keeps === 'frequency') {
    return [`${into} counts how often keys are used (LFU), not when they were used last, ${kept}.`];
  }
  if (startedAtMs !== null && startedAtMs > writtenAtMs) {
    return [
      `${into} was started after the backup was made, and does not know when its keys were used before, ${kept}.`,
    ];
  }
  return [];
}

function nameOf(source: KeySource): string {
  switch (source.kind) {
    case 'backup':
      return `The backup "${source.name}"`;
    case 'file':
      return source.path;
    case 'upload':
      return 'The file';
    case 'instance':
      return source.instance;
    default:
      return source satisfies never;
  }
}
