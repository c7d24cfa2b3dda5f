import type { HistoryEntry } from '../../../../shared/contract/settings.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { shortId } from '../../flags/by-beginning.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import { arrow } from '../../format/print-settings.ts';
import type { Style } from '../../format/style.ts';
import * as settingsWords from './words.ts';

/** As many as fit on a screen. */
const LINES = 20;

export const configHistory = defineAction({
  name: 'config-history',
  summary: settingsWords.configHistorySummary,
  details: [settingsWords.fromEveryClientConfigRevertReverts],
  flags: [...instanceFlags, 'lines'],
  async run(context, args) {
    const id = instanceOf(args);
    const api = await context.api();
    const history = await context.stop.orStop(api.settings.history({ id }));
    const shown = history.slice(0, args.lines ?? LINES);
    const lines = shown.flatMap((entry) => entryLines(entry, context.output.style));
    context.output.answer(shown, lines.length > 0 ? lines : [settingsWords.noSettingsOfIdWereChanged(id)]);
    return exitCodes.done;
  },
});

const whats = {
  changes: 'changed',
  text: settingsWords.textChanged,
  copy: settingsWords.copiedFromAnotherInstance,
  revert: 'reverted',
  'keep-live': settingsWords.liveValuesKept,
  'keep-file': settingsWords.valuesOfRedisConfKept,
  upgrade: 'upgraded',
} as const;

function entryLines({ id, at, face, what, changes, restarted, revertible }: HistoryEntry, style: Style): string[] {
  const facts = [
    whats[what],
    settingsWords.fromTheClient(face),
    restarted ? settingsWords.withARestart : settingsWords.withoutARestart,
  ];
  if (!revertible) facts.push(settingsWords.cannotBeUndone);
  return [
    `${style.strong(shortId(id))}  ${formatTime(at, Date.now())}: ${facts.join(', ')}`,
    ...alignPairs(
      changes.map((change) => [change.directive, arrow(change)]),
      '    ',
    ),
  ];
}
