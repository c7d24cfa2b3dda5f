import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { formatDuration } from '../../format/format.ts';
import { localTime } from '../../format/local-time.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import * as observeWords from './words.ts';

/** Column widths for live output, when the real widths are unknown. */
const INSTANCE_WIDTH = 12;
const TITLE_WIDTH = 36;
/** The width of a time and the shortest useful outcome, with the gaps between. */
const TIME_WIDTH = 21;
const OUTCOME_WIDTH = 24;
/** The width of `terminal`. */
const CLIENT_WIDTH = 8;
const outcomes = { succeeded: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

/**
 * Time, instance, client, event and outcome, one line each. @param undo the CLI command that undoes an event, by its id
 * @param width of the terminal
 */
export function activityLines(
  events: readonly ActivityEvent[],
  undo: ReadonlyMap<string, string>,
  style: Style,
  width: number,
): string[] {
  const widths = {
    instance: Math.max(0, ...events.map(({ instance }) => (instance ?? '—').length)),
    title: Math.max(0, ...events.map(({ title }) => oneLine(title).length)),
  };
  // If a line is wrapped anyway, room for longer titles would only break it earlier.
  if (TIME_WIDTH + widths.instance + CLIENT_WIDTH + widths.title + OUTCOME_WIDTH > width) widths.title = 0;
  return events.map((event) => {
    const line = activityLine(event, style, widths);
    const back = undo.get(event.id);
    return back === undefined ? line : `${line}  ${style.faint(observeWords.undoBack(back))}`;
  });
}

/** One event as a line. */
export function activityLine(
  event: ActivityEvent,
  style: Style,
  widths = { instance: INSTANCE_WIDTH, title: TITLE_WIDTH },
): string {
  const { at, instance, face, title, detail, level } = event;
  const marked = level === 'fail' ? style.danger : level === 'warn' ? style.attention : (text: string) => text;
  return [
    style.faint(localTime(new Date(at))),
    (instance ?? '—').padEnd(widths.instance),
    (face ?? '—').padEnd(CLIENT_WIDTH),
    oneLine(title).padEnd(widths.title),
    marked([outcomeOf(event), detail && oneLine(detail)].filter(Boolean).join(': ')),
  ]
    .join('  ')
    .trimEnd();
}

/** `done in 2 s`, `failed`; `seen` for an observed event. */
function outcomeOf({ outcome, at, finishedAt }: ActivityEvent): string {
  if (outcome === null) return 'seen';
  const seconds = finishedAt === null ? 0 : (Date.parse(finishedAt) - Date.parse(at)) / 1000;
  return seconds < 1 ? outcomes[outcome] : observeWords.valueInSeconds(outcomes[outcome], formatDuration(seconds));
}

/** Escaped here already, because the column widths depend on the shown text. */
function oneLine(text: string): string {
  return escapeControls(text.replace(/\s+/g, ' '));
}
