import { Link } from '@tanstack/react-router';
import { counted } from '../../../lib/counted.ts';
import { useStore } from '../../../lib/store.ts';
import type { Compared } from '../drawing/chart-drawing.ts';
import { Swatch } from '../drawing/swatch.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { figureWords } from '../model/figure-words.ts';
import { figureAt } from '../model/figures-at.ts';
import type { MaxGapPoints } from '../model/gaps.ts';
import { newestTick } from '../model/ticks.ts';
import { useChanges } from '../model/use-chart-feed.ts';
import { cursor } from '../model/view-state.ts';
import * as comparisonWords from '../words/comparison.ts';
import classes from './comparison-legend.module.css';

interface ComparisonLegendProps {
  readonly spec: ChartSpec;
  readonly instances: readonly ChartedInstance[];
  readonly compared: readonly Compared[];
  /** Instance ids by mean, largest first. */
  readonly ranking: readonly string[];
  readonly data: ChartData;
  readonly listed: number;
  readonly current: string | null;
  readonly maxGapPointsNow: () => MaxGapPoints;
  readonly onHover: (id: string | null) => void;
}

/** The largest instances with their values at the cursor; the last row counts the others. */
export function ComparisonLegend(props: ComparisonLegendProps) {
  const { spec, instances, compared, ranking, data, listed, current, maxGapPointsNow, onHover } = props;
  const at = useStore(cursor);
  useStore(newestTick, (tick) => tick?.at);
  useChanges(data);
  const maxGapPoints = maxGapPointsNow();
  const figure = (id: string) => figureAt(data, id, spec.compared, at, maxGapPoints);
  const running = ranking.filter((id) => instances.some((one) => one.id === id && one.running));
  const shown = running.slice(0, listed);
  if (current && running.includes(current) && !shown.includes(current)) shown.splice(listed - 1, 1, current);
  const others = running.filter((id) => !shown.includes(id));
  const stopped = instances.filter((one) => !one.running).length;
  return (
    <ul className={classes.list} aria-label={comparisonWords.titleLargestFirst(spec.title)}>
      {shown.map((id) => {
        const one = compared.find((candidate) => candidate.id === id);
        if (!one) return null;
        return (
          <li key={id}>
            <Link
              to="/charts/$id"
              params={{ id }}
              className={classes.row ?? ''}
              title={comparisonWords.chartsOfId(id)}
              data-current={id === current || undefined}
              onMouseEnter={() => onHover(id)}
              onMouseLeave={() => onHover(null)}
              onFocus={() => onHover(id)}
              onBlur={() => onHover(null)}
            >
              <Swatch style={one.style} strong={one.strong} />
              <span className={classes.name}>{id}</span>
              <span>{figureWords(spec.unit, figure(id))}</span>
            </Link>
          </li>
        );
      })}
      {(others.length > 0 || stopped > 0) && (
        <li className={classes.rest}>
          {[
            others.length > 0 ? counted(others.length, 'other') : null,
            stopped > 0 ? comparisonWords.countStopped(stopped) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </li>
      )}
    </ul>
  );
}
