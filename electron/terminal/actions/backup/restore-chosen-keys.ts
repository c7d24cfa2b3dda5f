import { resolve } from 'node:path';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type {
  RestoreKeysPreview,
  RestoreKeysRequest,
  RestoreKeysResult,
  RestoreSelection,
} from '../../../../shared/contract/restore-keys.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { ActionContext } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { type newTenantFlags, newTenantOf } from '../../cli/new-tenant.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments, CommonFlag } from '../../flags/flags.ts';
import { type instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { undoLine } from './undo-line.ts';
import * as backupWords from './words.ts';

const selecting = ['pattern', 'key', 'key-base64', 'prefix'] as const;
/** The flags of a restore of chosen keys, besides those of a whole one. */
export const chosenKeysFlags = [...selecting, 'database', 'existing', 'expiry', 'dry-run', 'file'] as const;

type ChosenArguments = Arguments<
  | (typeof chosenKeysFlags)[number]
  | (typeof instanceFlags)[number]
  | (typeof newTenantFlags)[number]
  | 'backup-name'
  | 'into'
  | 'data'
  | CommonFlag
>;

export function choosesKeys(args: ChosenArguments): boolean {
  return chosenKeysFlags.some((flag) => args[flag] !== undefined);
}

/** Restores the keys that the flags choose. Asks before existing keys are overwritten. */
export async function restoreChosenKeys(context: ActionContext, args: ChosenArguments): Promise<number> {
  const request = requestOf(args);
  const api = await context.api();
  const preview = await context.stop.orStop(api.restoreKeys.preview(request));
  const { into } = preview;
  for (const warning of preview.warnings) context.output.note(warning);
  if (args['dry-run'] !== undefined) {
    context.output.answer(preview, previewLines(preview));
    return preview.problem === null ? exitCodes.done : exitCodes.failed;
  }
  const { overwritten } = preview;
  if (overwritten.keys > 0 && preview.problem === null) {
    const keys = counted(overwritten.keys, 'key');
    await context.questions.confirm({
      yes: args.yes,
      what: backupWords.overwritesKeysOfInto(keys, into),
      lost: async () => previewLines(preview),
      question: backupWords.overwriteKeysOfInto(keys, into),
    });
  }
  const { result: done } = await perform(context, (client) => client.restoreKeys.run(request));
  context.output.answer(done, doneLines(done));
  return exitCodes.done;
}

function requestOf(args: ChosenArguments): RestoreKeysRequest {
  if (args.data !== undefined) {
    throw badUsage('--data', backupWords.leftOutWithChosenKeys, backupWords.dataIsForAWholeRestore);
  }
  const newTenant = newTenantOf(args);
  const source = sourceOf(args);
  const { into, existing = 'skip', expiry = 'absolute' } = args;
  const selection = selectionOf(args);
  const target = newTenant ? { newTenant } : { into: into ?? instanceOf(args) };
  return { source, selection, ...target, existing, expiry, unsuitable: 'refuse' };
}

function sourceOf(args: ChosenArguments): KeySource {
  const { file, 'backup-name': name } = args;
  if (file === undefined) return { kind: 'backup', instance: instanceOf(args), name: namedBackup('restore', args) };
  if (name === undefined) return { kind: 'file', path: resolve(file) };
  throw badUsage('--file', backupWords.leftOutWithBackupName, backupWords.fileAndBackupNameAreTwoSources);
}

function selectionOf(args: ChosenArguments): RestoreSelection {
  const { pattern, database = 'all', prefix: prefixes = [] } = args;
  const names = [
    ...(args.key ?? []).map((text) => ({ text })),
    ...(args['key-base64'] ?? []).map((base64) => ({ base64 })),
  ];
  if (pattern !== undefined) {
    if (names.length > 0 || prefixes.length > 1) {
      throw badUsage('--pattern', backupWords.leftOutWithKeys, backupWords.patternAndKeysCannotBeCombined);
    }
    const [prefix] = prefixes;
    const search = { kind: 'glob', text: pattern } as const;
    return { filter: { database, search, ...(prefix !== undefined && { prefix: { text: prefix } }) } };
  }
  if (names.length === 0 && prefixes.length === 0) {
    throw badUsage('--pattern', backupWords.aPatternKeyOrPrefix, backupWords.chosenKeysNeedAPattern);
  }
  if (names.length > 0 && database === 'all') {
    // A named key is in one database; without a choice it is the first one.
    if (args.database === 'all') throw badUsage('--database', backupWords.aNumber, backupWords.aKeyIsInOneDatabase);
    return selectionOf({ ...args, database: 0 });
  }
  const keys = names.map((key) => ({ database: database === 'all' ? 0 : database, key }));
  if (prefixes.length === 0) return { keys };
  return { prefixes: prefixes.map((text) => ({ database, prefix: { text } })), keys };
}

function previewLines(preview: RestoreKeysPreview): string[] {
  const { restored, overwritten, skipped, equal, expired, conflicts, conflictCount } = preview;
  const line = (label: string, keys: number, bytes: number) =>
    keys === 0 ? [] : [backupWords.labelKeysBytes(label.padEnd(13), counted(keys, 'key'), formatBytes(bytes))];
  const lines = [
    backupWords.thisRestoresKeysTo(counted(preview.selected.keys, 'chosen key'), preview.into),
    ...line(backupWords.newKeys, restored.keys, restored.sizeBytes),
    ...line(backupWords.overwrittenKeys, overwritten.keys, overwritten.sizeBytes),
    ...line(backupWords.skippedKeys, skipped.keys, skipped.sizeBytes),
    ...line(backupWords.equalKeys, equal?.keys ?? 0, equal?.sizeBytes ?? 0),
    ...line(backupWords.expiredKeys, expired.keys, expired.sizeBytes),
    ...preview.unsuitable.map(({ message }) => `  ${message}`),
  ];
  const shown = conflicts.filter(({ decision }) => decision === 'overwrite').slice(0, 10);
  for (const { database, key } of shown) {
    lines.push(backupWords.overwritesDatabaseKey(database, 'text' in key ? key.text : key.base64));
  }
  if (shown.length > 0 && conflictCount > shown.length) lines.push(backupWords.andMore);
  if (preview.problem !== null) lines.push(preview.problem);
  return lines;
}

function doneLines(done: RestoreKeysResult): string[] {
  const { instance, restored, overwritten, skipped, equal, expired, leftOut, undoPack } = done;
  const part = (keys: number, word: string) => (keys === 0 ? [] : [`${formatCount(keys)} ${word}`]);
  const others = [
    ...part(overwritten, backupWords.wordOverwritten),
    ...part(skipped, backupWords.wordSkipped),
    ...part(equal, backupWords.wordEqual),
    ...part(expired, backupWords.wordExpired),
    ...part(leftOut, backupWords.wordLeftOut),
  ];
  const seconds = (done.durationMs / 1000).toFixed(1);
  const rest = others.length === 0 ? '' : ` (${others.join(', ')})`;
  const keys = counted(restored + overwritten, 'key');
  const undo = undoPack === null ? '' : ` ${undoLine(instance)}`;
  return [backupWords.restoredKeysTo(keys, instance, seconds, rest, undo)];
}
