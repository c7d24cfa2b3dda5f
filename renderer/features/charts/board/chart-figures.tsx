import { useStore } from '../../../lib/store.ts';
import { Swatch } from '../drawing/swatch.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartLine, ChartSpec } from '../model/chart-list.ts';
import { figureParts, figureWords } from '../model/figure-words.ts';
import { figureAt } from '../model/figures-at.ts';
import type { MaxGapPoints } from '../model/gaps.ts';
import { partStyleAt } from '../model/line-style.ts';
import { newestTick } from '../model/ticks.ts';
import { useChanges } from '../model/use-chart-feed.ts';
import { cursor } from '../model/view-state.ts';
import * as boardWords from '../words/board.ts';
import classes from './chart-figures.module.css';

interface ChartFiguresProps {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  readonly maxGapPointsNow: () => MaxGapPoints;
}

/** The table shows the remaining lines. */
const MAX_LINES = 3;

/** The values at the cursor, or the newest ones when there is no cursor. */
export function ChartFigures({ spec, id, data, maxGapPointsNow }: ChartFiguresProps) {
  const at = useStore(cursor);
  // Renders again at every sample. Null while nothing follows live samples.
  const live = useStore(newestTick, (tick) => tick?.at ?? null) !== null;
  useChanges(data);
  const maxGapPoints = maxGapPointsNow();
  const figure = (metric: string, time = at) => figureAt(data, id, metric, time, maxGapPoints);
  const main = spec.lines.filter(({ role }) => role === undefined);
  const [first] = main;
  if (!first) return null;
  const limit = spec.lines.find(({ role }) => role === 'limit');
  const limitNow = limit ? figure(limit.metric) : Number.NaN;
  const ofLimit = limitNow > 0 ? boardWords.ofFigureWords(figureWords(spec.unit, limitNow)) : '';
  if (main.length > 1) {
    const more = main.length - MAX_LINES;
    const shown = more > 1 ? main.slice(0, MAX_LINES - 1) : main;
    return (
      <ul className={classes.list}>
        {shown.map((line, index) => (
          <FigureLine
            key={line.metric}
            line={line}
            index={index}
            spec={spec}
            value={figure(line.metric)}
            of={index === 0 ? ofLimit : ''}
          />
        ))}
        {more > 1 && <li className={classes.second}>{boardWords.andValueMore(main.length - shown.length)}</li>}
      </ul>
    );
  }
  const parts = figureParts(spec.unit, figure(first.metric));
  const unit = parts.unit === '/s' ? `${first.label}/s` : parts.unit;
  return (
    <>
      <p className={classes.figure}>
        <strong>{parts.value}</strong> {unit}
        {ofLimit}
        {parts.unit === '' && ` ${first.label}`}
      </p>
      <ContextLine spec={spec} figure={figure} cursorElsewhere={live && at !== null} />
    </>
  );
}

interface ContextLineProps {
  readonly spec: ChartSpec;
  readonly figure: (metric: string, time?: number | null) => number;
  /** The charts are live and the cursor points at another time than now. */
  readonly cursorElsewhere: boolean;
}

/** Puts the value in context: the current one while the cursor is elsewhere, else the peak; then the secondary metric. */
function ContextLine({ spec, figure, cursorElsewhere }: ContextLineProps) {
  const context = spec.lines.find(({ role }) => role === 'context');
  const words: string[] = [];
  if (cursorElsewhere && spec.lines[0])
    words.push(boardWords.nowFigureWords(figureWords(spec.unit, figure(spec.lines[0].metric, null))));
  else if (context) words.push(`${context.label} ${figureWords(spec.unit, figure(context.metric))}`);
  if (spec.secondary)
    words.push(`${spec.secondary.label} ${figureWords(spec.secondary.unit, figure(spec.secondary.metric))}`);
  return <p className={classes.second}>{words.join(' · ')}</p>;
}

interface FigureLineProps {
  readonly line: ChartLine;
  readonly index: number;
  readonly spec: ChartSpec;
  readonly value: number;
  /** The limit: ` of 256 MB`. */
  readonly of: string;
}

function FigureLine({ line, index, spec, value, of }: FigureLineProps) {
  return (
    <li className={classes.line}>
      <Swatch style={partStyleAt(index)} />
      <strong>{figureWords(spec.unit, value)}</strong> {of.trim() || line.label}
    </li>
  );
}
