import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LOCAL_ENGINE } from '../../../shared/contract/names.ts';
import { orpc } from '../../client/api.ts';
import { StateMark } from '../../components/feedback/state-badge.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import * as appWords from '../words.ts';
import classes from './status-bar.module.css';

/** An unreachable machine must show without a click. */
const ASK_EVERY_MS = 10_000;

/** The number of other machines, if there are any, and of those that do not respond. */
export function MachineSummary() {
  const { data = [] } = useQuery({
    ...orpc.engines.machines.queryOptions({ meta: { doing: appWords.listMachines } }),
    // Without other machines there is nothing to watch.
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 1 ? ASK_EVERY_MS : false),
  });
  const others = data.filter(({ name }) => name !== LOCAL_ENGINE);
  if (others.length === 0) return null;
  const away = others.filter(({ state }) => state === 'unreachable');
  const tip =
    away.length === 0
      ? others.map(({ name }) => name)
      : away.map(({ name, problem }) => `${name}: ${coreDetail(problem?.message)}`);
  return (
    <Tooltip label={tip.join(away.length === 0 ? ', ' : ' ')} multiline maw={360}>
      <span className={classes.engine}>
        <StateMark status={away.length > 0 ? 'engine-unreachable' : 'running'} />
        {appWords.otherMachines(others.length)}
        {away.length > 0 && <span className="text-3">· {appWords.unreachableMachines(away.length)}</span>}
      </span>
    </Tooltip>
  );
}
