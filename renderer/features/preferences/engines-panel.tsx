import { useQuery } from '@tanstack/react-query';
import { runtimeTraits } from '../../../shared/contract/runtimes.ts';
import { orpc } from '../../client/api.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { Section } from '../../components/layout/section.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** The engines of this computer, as they currently respond. */
export function EnginesPanel() {
  const { data, error, isFetching, refetch } = useQuery(
    orpc.engines.list.queryOptions({ meta: { doing: words.detectEngines } }),
  );
  if (data === undefined && error) {
    return (
      <ErrorState title={words.couldNotDetect} error={error} onRetry={() => void refetch()} retrying={isFetching} />
    );
  }
  return (
    <Section title={words.engines}>
      {data === undefined && <SkeletonRows rows={2} widths={[80, 160]} />}
      <ul className={classes.engines}>
        {data?.map(({ runtime, available, product, version, endpoint, problem }) => (
          <li key={runtime} title={problem ? coreDetail(problem.message) : (endpoint ?? undefined)}>
            <span className={classes.dot} data-available={available || undefined} aria-hidden="true" />
            <span className={classes.engine}>{runtimeTraits[runtime].label}</span>
            <span className={classes.product}>
              {available ? `${product} ${version ?? ''}` : words.notFound}
              {available && endpoint !== null && <span className="text-3"> · {endpoint}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
