import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { type Sample, useAllHistory } from '../../live.ts';

/** The figures of the last five minutes of each of these, oldest first. */
export function useHistories(instances: readonly InstanceStatus[]): readonly (readonly Sample[])[] {
  const history = useAllHistory();
  return instances.map(({ id }) => history.get(id) ?? []);
}
