import type { HistoryEntry } from '../../../../shared/contract/settings.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { shortId } from '../../flags/by-beginning.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import { arrow } from '../../format/print-settings.ts';
import type { Style } from '../../format/style.ts';

/** As many as fit a screen. */
const LINES = 20;

export const configHistory = defineAction({
  name: 'config-history',
  summary: 'List the changes that were made to the settings of an instance, newest first',
  details: ['From any window, browser or terminal; config --revert takes one back. The last --lines changes (20).'],
  flags: [...instanceFlags, 'lines'],
  async run(context, args) {
    const id = instanceOf(args);
    const api = await context.api();
    const history = await context.stop.orStop(api.settings.history({ id }));
    const shown = history.slice(0, args.lines ?? LINES);
    const lines = shown.flatMap((entry) => entryLines(entry, context.output.style));
    context.output.answer(shown, lines.length > 0 ? lines : [`No setting of ${id} was changed yet.`]);
    return exitCodes.done;
  },
});

const whats = {
  changes: 'changed',
  text: 'text changed',
  copy: 'copied from another instance',
  revert: 'reverted',
  'keep-live': 'live values kept',
  'keep-file': 'values of the file kept',
  upgrade: 'upgraded',
} as const;

function entryLines({ id, at, face, what, changes, restarted, revertible }: HistoryEntry, style: Style): string[] {
  const facts = [whats[what], `from the ${face}`, restarted ? 'with a restart' : 'without a restart'];
  if (!revertible) facts.push('cannot be undone');
  return [
    `${style.strong(shortId(id))}  ${formatTime(at, Date.now())}: ${facts.join(', ')}`,
    ...alignPairs(
      changes.map((change) => [change.directive, arrow(change)]),
      '    ',
    ),
  ];
}
