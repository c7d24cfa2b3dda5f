import { useStore } from '../../../lib/store.ts';
import { partStyleAt } from '../drawing/line-style.ts';
import { Swatch } from '../drawing/swatch.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartLine, ChartSpec } from '../model/chart-list.ts';
import { figureParts, figureWords } from '../model/figure-words.ts';
import { figureAt } from '../model/figures-at.ts';
import type { Reach } from '../model/gaps.ts';
import { newestTick } from '../model/ticks.ts';
import { useChanges } from '../model/use-chart-feed.ts';
import { cursor } from '../model/view-state.ts';
import classes from './chart-figures.module.css';

interface ChartFiguresProps {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  readonly reachNow: () => Reach;
}

/** Of many lines so many are told; the rest is in the table. */
const MOST_LINES = 3;

/** The figures at the time that is pointed at, where the eye rests; now, when nothing is. */
export function ChartFigures({ spec, id, data, reachNow }: ChartFiguresProps) {
  const at = useStore(cursor);
  // Drawn again at every look; null: nobody looks now.
  const live = useStore(newestTick, (tick) => tick?.at ?? null) !== null;
  useChanges(data);
  const reach = reachNow();
  const figure = (metric: string, time = at) => figureAt(data, id, metric, time, reach);
  const main = spec.lines.filter(({ role }) => role === undefined);
  const [first] = main;
  if (!first) return null;
  const limit = spec.lines.find(({ role }) => role === 'limit');
  const limitNow = limit ? figure(limit.metric) : Number.NaN;
  const ofLimit = limitNow > 0 ? ` of ${figureWords(spec.unit, limitNow)}` : '';
  if (main.length > 1) {
    const more = main.length - MOST_LINES;
    const shown = more > 1 ? main.slice(0, MOST_LINES - 1) : main;
    return (
      <ul className={classes.list}>
        {shown.map((line, index) => (
          <Line
            key={line.metric}
            line={line}
            index={index}
            spec={spec}
            value={figure(line.metric)}
            of={index === 0 ? ofLimit : ''}
          />
        ))}
        {more > 1 && <li className={classes.second}>and {main.length - shown.length} more</li>}
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
      <Second spec={spec} figure={figure} elsewhere={live && at !== null} />
    </>
  );
}

interface SecondProps {
  readonly spec: ChartSpec;
  readonly figure: (metric: string, time?: number | null) => number;
  /** Another time than now is pointed at, while it goes on. */
  readonly elsewhere: boolean;
}

/** What it is measured against: now, while another time is pointed at; else its peak or its aside. */
function Second({ spec, figure, elsewhere }: SecondProps) {
  const weak = spec.lines.find(({ role }) => role === 'weak');
  const words: string[] = [];
  if (elsewhere && spec.lines[0]) words.push(`now ${figureWords(spec.unit, figure(spec.lines[0].metric, null))}`);
  else if (weak) words.push(`${weak.label} ${figureWords(spec.unit, figure(weak.metric))}`);
  if (spec.aside) words.push(`${spec.aside.words} ${figureWords(spec.aside.unit, figure(spec.aside.metric))}`);
  return <p className={classes.second}>{words.join(' · ')}</p>;
}

interface LineProps {
  readonly line: ChartLine;
  readonly index: number;
  readonly spec: ChartSpec;
  readonly value: number;
  /** Its limit: ` of 256 MB`. */
  readonly of: string;
}

function Line({ line, index, spec, value, of }: LineProps) {
  return (
    <li className={classes.line}>
      <Swatch style={partStyleAt(index)} />
      <strong>{figureWords(spec.unit, value)}</strong> {of.trim() || line.label}
    </li>
  );
}
