import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { can, runtimeTraits } from '../../../shared/contract/runtimes.ts';
import { shownState } from '../../../shared/shown-state.ts';
import { orpc } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { StateMark } from '../../components/feedback/state-badge.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import * as appWords from '../words.ts';
import classes from './status-bar.module.css';

/** Each runtime with the number of instances that run on it. */
export function EngineSummary() {
  const engines = useQuery(orpc.engines.list.queryOptions({ meta: { doing: appWords.detectEngines } }));
  const { items = [], stale } = useLiveStatuses();
  return engines.data?.map((engine) => (
    <EngineItem key={engine.runtime} engine={engine} instances={items} stale={stale} />
  ));
}

interface EngineItemProps {
  readonly engine: Engine;
  readonly instances: readonly InstanceStatus[];
  readonly stale: boolean;
}

function EngineItem({ engine, instances, stale }: EngineItemProps) {
  const { available, runtime } = engine;
  const own = instances.filter((instance) => instance.runtime === runtime && instance.engine === undefined);
  const running = own.filter((instance) => ['running', 'unhealthy', 'starting'].includes(shownState(instance))).length;
  // An unreachable Docker is a fault only if instances use it.
  const state = stale ? 'unknown' : available ? 'running' : own.length > 0 ? 'engine-unreachable' : 'missing';
  return (
    <Tooltip label={tipOf(engine)} multiline maw={360}>
      <span className={classes.engine} data-runtime={runtime}>
        <StateMark status={state} />
        {nameOf(engine)}
        <span className="text-3">· {available ? appWords.countRunning(running) : notAvailable(own.length > 0)}</span>
      </span>
    </Tooltip>
  );
}

/** @param inUse instances use this engine */
function notAvailable(inUse: boolean): string {
  return inUse ? appWords.engineUnreachable : appWords.notFound;
}

function nameOf({ runtime, product, version }: Engine): string {
  const name = can(runtime, 'engine') ? product : runtimeTraits[runtime].label;
  // The tooltip shows the full version with the suffix of the distribution (`+dfsg1`).
  return version ? `${name} ${version.replace(/[+~-].*$/, '')}` : name;
}

function tipOf({ problem, product, version, endpoint, answeredInMs }: Engine): string {
  if (problem) return `${coreDetail(problem.message)} ${coreDetail(problem.fix)}`;
  const answered = answeredInMs === null ? '' : appWords.respondedInAnsweredInMs(Math.round(answeredInMs));
  return `${product} ${version ?? ''}${endpoint ? appWords.atEndpoint(endpoint) : ''}${answered}`;
}
