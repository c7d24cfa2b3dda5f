import { memo, type Ref } from 'react';
import { fullTime, relativeTime, UNKNOWN } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { exactClock, type LogEntry } from './log-entry.ts';
import classes from './log-list.module.css';
import { markedParts } from './log-search.ts';
import * as logsWords from './words.ts';

interface LogRowProps {
  readonly entry: LogEntry;
  readonly index: number;
  readonly of: number;
  readonly top: number;
  readonly selected: boolean;
  readonly active: boolean;
  /** It is the current match. */
  readonly found: boolean;
  readonly wrap: boolean;
  readonly relative: boolean;
  /** Texts to highlight, ignoring case. Joined by newlines, because a string keeps `memo` effective. */
  readonly marked: string;
  readonly measure: Ref<HTMLDivElement> | undefined;
  readonly onSelect: (number: number, extend: boolean) => void;
}

/** A line with its time, level and text. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { entry, index, of, top, selected, active, found, wrap, measure, onSelect } = props;
  const level = entry.kind === 'line' ? (entry.line.level ?? 'none') : 'note';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and handles the keys
    <div
      ref={measure}
      id={`log-line-${entry.number}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={of}
      data-index={index}
      data-level={level}
      data-active={active || undefined}
      data-found={found || undefined}
      data-wrap={wrap || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        // Shift-click would also select text.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => {
        // A mouse selection within a line is not a click.
        if (window.getSelection()?.isCollapsed !== false) onSelect(entry.number, event.shiftKey);
      }}
    >
      {entry.kind === 'note' ? (
        <span className={classes.note}>{entry.text}</span>
      ) : (
        <Line {...props} line={entry.line} />
      )}
    </div>
  );
});

type LineProps = Pick<LogRowProps, 'relative' | 'marked'> & {
  readonly line: Extract<LogEntry, { kind: 'line' }>['line'];
};

function Line({ line, relative, marked }: LineProps) {
  const { at, level, source, text } = line;
  return (
    <>
      {relative ? <Ago at={at} /> : <Clock at={at} />}
      <span className={classes.level}>{level ?? ''}</span>
      <span className={classes.text}>
        {source === 'output' && (
          <span className={classes.source} title={logsWords.containerOutput}>
            {logsWords.output}
          </span>
        )}
        {markedParts(text, marked.split('\n')).map((part) =>
          part.marked ? <mark key={part.at}>{part.text}</mark> : part.text,
        )}
      </span>
    </>
  );
}

function Clock({ at }: { readonly at: string | null }) {
  if (at === null) return <span className={classes.time} />;
  const time = new Date(at);
  const today = time.toDateString() === new Date().toDateString();
  const day = today ? '' : `${fullTime(time).split(' ').slice(0, 2).join(' ')} `;
  return (
    <time className={classes.time} dateTime={at} title={fullTime(at)}>
      {day}
      {exactClock(time)}
    </time>
  );
}

function Ago({ at }: { readonly at: string | null }) {
  const now = useNow();
  return (
    <time className={classes.time} dateTime={at ?? undefined} title={at === null ? undefined : fullTime(at)}>
      {at === null ? UNKNOWN : relativeTime(at, now)}
    </time>
  );
}
