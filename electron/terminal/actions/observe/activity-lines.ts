import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { formatDuration } from '../../format/format.ts';
import { localTime } from '../../format/local-time.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import * as observeWords from './words.ts';

/** Columns of what comes in time, when no widths can be known: as wide as most. */
const INSTANCE_WIDTH = 12;
const TITLE_WIDTH = 36;
/** As wide as a time and the shortest useful outcome, with the gaps between. */
const TIME_WIDTH = 21;
const OUTCOME_WIDTH = 24;
/** As wide as `terminal`. */
const FACE_WIDTH = 8;
const outcomes = { succeeded: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

/** Time, instance, client, event and outcome, one line each. @param undo the terminal line that takes one back, by its id @param width of the terminal */
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
  // Where a line is wrapped anyway, room for longer titles would only break it earlier.
  if (TIME_WIDTH + widths.instance + FACE_WIDTH + widths.title + OUTCOME_WIDTH > width) widths.title = 0;
  return events.map((event) => {
    const line = activityLine(event, style, widths);
    const back = undo.get(event.id);
    return back === undefined ? line : `${line}  ${style.faint(observeWords.undoBack(back))}`;
  });
}

/** One of them. */
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
    (face ?? '—').padEnd(FACE_WIDTH),
    oneLine(title).padEnd(widths.title),
    marked([outcomeOf(event), detail && oneLine(detail)].filter(Boolean).join(': ')),
  ]
    .join('  ')
    .trimEnd();
}

/** `done in 2 s`, `failed`; `seen` for what nobody did. */
function outcomeOf({ outcome, at, finishedAt }: ActivityEvent): string {
  if (outcome === null) return 'seen';
  const seconds = finishedAt === null ? 0 : (Date.parse(finishedAt) - Date.parse(at)) / 1000;
  return seconds < 1 ? outcomes[outcome] : observeWords.valueInSeconds(outcomes[outcome], formatDuration(seconds));
}

/** Escapes are written out here already, as the columns are as wide as what is shown. */
function oneLine(text: string): string {
  return escapeControls(text.replace(/\s+/g, ' '));
}
