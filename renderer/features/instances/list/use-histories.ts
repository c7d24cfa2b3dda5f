import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { useAllHistory } from '../../../client/live.ts';
import type { Sample } from '../../../client/recorded-samples.ts';

/** The samples of the last five minutes of each instance, oldest first. */
export function useHistories(instances: readonly InstanceStatus[]): readonly (readonly Sample[])[] {
  const history = useAllHistory();
  return instances.map(({ id }) => history.get(id) ?? []);
}
