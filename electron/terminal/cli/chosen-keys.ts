import type {
  RestoreKeysPreview,
  RestoreKeysRequest,
  RestoreKeysResult,
  RestoreSelection,
} from '../../../shared/contract/restore-keys.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../shared/format/count.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Arguments, CommonFlag } from '../flags/flags.ts';
import type { ActionContext } from './action.ts';
import * as keysWords from './chosen-keys-words.ts';
import { exitCodes } from './exit-codes.ts';
import { perform } from './perform.ts';
import { undoLine } from './undo-line.ts';

/** The flags that choose keys. */
export const selectingFlags = ['pattern', 'key', 'key-base64', 'prefix'] as const;

type SelectingArguments = Arguments<(typeof selectingFlags)[number] | 'database'>;

export function choosesNoKeys(args: SelectingArguments): boolean {
  return selectingFlags.every((flag) => args[flag] === undefined);
}

/** Restores keys after a preview. Asks before existing keys are overwritten or deleted. @returns the exit code */
export async function previewAndRestore(
  context: ActionContext,
  args: Arguments<'dry-run' | CommonFlag>,
  request: RestoreKeysRequest,
): Promise<number> {
  const api = await context.api();
  const preview = await context.stop.orStop(api.restoreKeys.preview(request));
  for (const warning of preview.warnings) context.output.note(warning);
  if (args['dry-run'] !== undefined) {
    context.output.answer(preview, previewLines(preview));
    return preview.problem === null ? exitCodes.done : exitCodes.failed;
  }
  const { overwritten, deleted } = preview;
  if (overwritten.keys + deleted.keys > 0 && preview.problem === null) {
    await context.questions.confirm({
      instance: preview.into,
      yes: args.yes,
      ...wordsOfLoss(preview),
      lost: async () => previewLines(preview),
    });
  }
  const { result: done } = await perform(context, (client) => client.restoreKeys.run(request));
  context.output.answer(done, doneLines(done));
  return exitCodes.done;
}

function wordsOfLoss({ overwritten, deleted, into }: RestoreKeysPreview): { what: string; question: string } {
  const [replaced, removed] = [counted(overwritten.keys, 'key'), counted(deleted.keys, 'key')];
  if (deleted.keys === 0) {
    return {
      what: keysWords.overwritesKeysOfInto(replaced, into),
      question: keysWords.overwriteKeysOfInto(replaced, into),
    };
  }
  if (overwritten.keys === 0) {
    return { what: keysWords.deletesKeysOfInto(removed, into), question: keysWords.deleteKeysOfInto(removed, into) };
  }
  return {
    what: keysWords.overwritesAndDeletes(replaced, removed, into),
    question: keysWords.overwriteAndDelete(replaced, removed, into),
  };
}

/** @throws AppError BAD_VALUE for flags that do not go together */
export function selectionOf(args: SelectingArguments): RestoreSelection {
  const { pattern, database = 'all', prefix: prefixes = [] } = args;
  const names = [
    ...(args.key ?? []).map((text) => ({ text })),
    ...(args['key-base64'] ?? []).map((base64) => ({ base64 })),
  ];
  if (pattern !== undefined) {
    if (names.length > 0 || prefixes.length > 1) {
      throw badUsage('--pattern', keysWords.leftOutWithKeys, keysWords.patternAndKeysCannotBeCombined);
    }
    const [prefix] = prefixes;
    const search = { kind: 'glob', text: pattern } as const;
    return { filter: { database, search, ...(prefix !== undefined && { prefix: { text: prefix } }) } };
  }
  if (names.length === 0 && prefixes.length === 0) {
    throw badUsage('--pattern', keysWords.aPatternKeyOrPrefix, keysWords.chosenKeysNeedAPattern);
  }
  if (names.length > 0 && database === 'all') {
    // A named key is in one database, the first one by default.
    if (args.database === 'all') throw badUsage('--database', keysWords.aNumber, keysWords.aKeyIsInOneDatabase);
    return selectionOf({ ...args, database: 0 });
  }
  const keys = names.map((key) => ({ database: database === 'all' ? 0 : database, key }));
  if (prefixes.length === 0) return { keys };
  return { prefixes: prefixes.map((text) => ({ database, prefix: { text } })), keys };
}

function previewLines(preview: RestoreKeysPreview): string[] {
  const { restored, overwritten, skipped, equal, expired, conflicts, conflictCount } = preview;
  const line = (label: string, keys: number, bytes: number) =>
    keys === 0 ? [] : [keysWords.labelKeysBytes(label.padEnd(13), counted(keys, 'key'), formatBytes(bytes))];
  const lines = [
    keysWords.thisRestoresKeysTo(counted(preview.selected.keys, 'chosen key'), preview.into),
    ...line(keysWords.newKeys, restored.keys, restored.sizeBytes),
    ...line(keysWords.overwrittenKeys, overwritten.keys, overwritten.sizeBytes),
    ...line(keysWords.deletedKeys, preview.deleted.keys, preview.deleted.sizeBytes),
    ...line(keysWords.skippedKeys, skipped.keys, skipped.sizeBytes),
    ...line(keysWords.equalKeys, equal?.keys ?? 0, equal?.sizeBytes ?? 0),
    ...line(keysWords.expiredKeys, expired.keys, expired.sizeBytes),
    ...preview.unsuitable.map(({ message }) => `  ${message}`),
  ];
  const shown = conflicts.filter(({ decision }) => decision === 'overwrite').slice(0, 10);
  for (const { database, key } of shown) {
    lines.push(keysWords.overwritesDatabaseKey(database, 'text' in key ? key.text : key.base64));
  }
  if (shown.length > 0 && conflictCount > shown.length) lines.push(keysWords.andMore);
  const { deletions, deleted } = preview;
  for (const { database, key } of deletions.slice(0, 10)) {
    lines.push(keysWords.deletesDatabaseKey(database, 'text' in key ? key.text : key.base64));
  }
  if (deleted.keys > 10) lines.push(keysWords.andMore);
  if (preview.problem !== null) lines.push(preview.problem);
  return lines;
}

function doneLines(done: RestoreKeysResult): string[] {
  const { instance, restored, overwritten, skipped, equal, expired, leftOut, undoPack } = done;
  const part = (keys: number, word: string) => (keys === 0 ? [] : [`${formatCount(keys)} ${word}`]);
  const others = [
    ...part(overwritten, keysWords.wordOverwritten),
    ...part(done.deleted, keysWords.wordDeleted),
    ...part(skipped, keysWords.wordSkipped),
    ...part(equal, keysWords.wordEqual),
    ...part(expired, keysWords.wordExpired),
    ...part(leftOut, keysWords.wordLeftOut),
  ];
  const seconds = (done.durationMs / 1000).toFixed(1);
  const rest = others.length === 0 ? '' : ` (${others.join(', ')})`;
  const keys = counted(restored + overwritten, 'key');
  const undo = undoPack === null ? '' : ` ${undoLine(instance)}`;
  return [keysWords.restoredKeysTo(keys, instance, seconds, rest, undo)];
}
