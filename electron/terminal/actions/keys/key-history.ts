import type { Api } from '../../../../shared/contract/contract.ts';
import type {
  KeyHistoryState,
  KeyObservation,
  KeyVersion,
  PrefixHistoryState,
  PrefixTotals,
} from '../../../../shared/contract/key-history.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { awaitState } from '../../cli/drawn-line.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { onlyOne } from '../../flags/only-one.ts';
import { formatTime } from '../../format/format.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { databaseOf, keyOf } from './one-key.ts';
import * as keysWords from './words.ts';

export const keyHistory = defineAction({
  name: 'key-history',
  summary: keysWords.showEveryVersionOfAKey,
  details: [keysWords.theFirstQuestionReadsEachBackup, keysWords.withPrefixItShowsTotals],
  flags: [...instanceFlags, 'database', 'key', 'key-base64', 'prefix'],
  async run(context, args) {
    const instance = instanceOf(args);
    const database = databaseOf(args);
    const api = await context.api();
    const { output } = context;
    const prefix = onlyOne('--prefix', args.prefix);
    if (prefix !== undefined) {
      if (args.key !== undefined || args['key-base64'] !== undefined) {
        throw badUsage('--prefix', keysWords.leftOutWithKey, keysWords.keyAndPrefixAreTwoQuestions);
      }
      const state = await lastOf(context, (signal) =>
        api.keyHistory.prefix({ instance, database, prefix: { text: prefix } }, { signal }),
      );
      const { totals, ...rest } = state;
      output.answer({ instance, database, prefix, totals, ...rest }, totalsLines(totals ?? [], output.columns));
      return noteRest(context, state);
    }
    const key = keyOf(args);
    const state = await lastOf(context, (signal) => api.keyHistory.key({ instance, database, key }, { signal }));
    const { versions, ...rest } = state;
    output.answer(
      { instance, database, ...keyDocument(key), versions, ...rest },
      versionLines(versions ?? [], output.columns),
    );
    return noteRest(context, state);
  },
});

function keyDocument(key: Parameters<Api['keyHistory']['key']>[0]['key']): Record<string, string> {
  return 'text' in key ? { key: key.text } : { keyBase64: key.base64 };
}

/** The response, with the progress on a terminal. */
function lastOf<State extends KeyHistoryState | PrefixHistoryState>(
  context: ActionContext,
  ask: (signal: AbortSignal) => Promise<AsyncIterable<State>>,
): Promise<State> {
  return awaitState(context, ask, ({ indexed, total }) =>
    keysWords.readingBackups(formatCount(indexed), formatCount(total)),
  );
}

function noteRest({ output }: ActionContext, state: KeyHistoryState | PrefixHistoryState): number {
  const { leftOut, unread, liveProblem } = state;
  if (leftOut.length > 0) output.note(keysWords.importedBackupsAreLeftOut(leftOut.join(', ')));
  for (const { backup, reason } of unread)
    output.note(keysWords.backupCouldNotBeRead(backup, reason.replace(/\.$/, '')));
  if (liveProblem !== null) output.note(keysWords.withoutTheLiveState(liveProblem));
  return unread.length > 0 ? exitCodes.failed : exitCodes.done;
}

function versionLines(versions: readonly KeyVersion[], width: number): string[] {
  const now = Date.now();
  const place = (observation: KeyObservation | undefined) => observation?.backup ?? keysWords.live;
  const columns: readonly TableColumn<KeyVersion>[] = [
    {
      head: 'VERSION',
      cell: ({ number }) => (number === null ? keysWords.absent : keysWords.versionNumber(number)),
    },
    { head: 'TYPE', cell: ({ type }) => type ?? '', dropRank: 3 },
    {
      head: 'SIZE',
      cell: ({ sizeBytes }) => (sizeBytes === null ? '' : formatBytes(sizeBytes)),
      right: true,
      dropRank: 2,
    },
    { head: 'FROM', cell: ({ seen }) => formatTime(seen[0]?.at ?? '', now) },
    { head: 'TO', cell: ({ seen }) => formatTime(seen.at(-1)?.at ?? '', now) },
    { head: 'FIRST IN', cell: ({ seen }) => place(seen[0]), dropRank: 1 },
    { head: 'LAST IN', cell: ({ seen }) => place(seen.at(-1)), dropRank: 1 },
  ];
  const { head, rows } = tableLines(columns, versions.toReversed(), width);
  return [head, ...rows];
}

function totalsLines(totals: readonly PrefixTotals[], width: number): string[] {
  const now = Date.now();
  const columns: readonly TableColumn<PrefixTotals>[] = [
    { head: 'AT', cell: ({ at }) => formatTime(at, now) },
    { head: 'KEYS', cell: ({ keys }) => formatCount(keys), right: true },
    { head: 'SIZE', cell: ({ sizeBytes }) => formatBytes(sizeBytes), right: true },
    { head: 'IN', cell: ({ backup }) => backup ?? keysWords.live, dropRank: 1 },
  ];
  const { head, rows } = tableLines(columns, totals.toReversed(), width);
  return [head, ...rows];
}
