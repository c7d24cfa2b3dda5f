import type { Alert } from '../../../shared/contract/alert.ts';

/**
 * What a rule finds of an instance. `raise`: it is wrong. `keep`: not wrong enough to raise an alert, not well enough
 * to end one, so that nothing flaps.
 */
export interface Finding extends Pick<Alert, 'id' | 'rule' | 'instance' | 'level' | 'title' | 'detail'> {
  readonly strength: 'raise' | 'keep';
}
