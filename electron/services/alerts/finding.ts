import type { Alert } from '../../../shared/contract/alert.ts';

/**
 * The result of a rule. `raise`: the condition holds. `keep`: too weak to raise an alert, too strong to resolve one, so
 * that alerts do not flap.
 */
export interface Finding extends Pick<Alert, 'id' | 'rule' | 'instance' | 'level' | 'title' | 'detail'> {
  readonly strength: 'raise' | 'keep';
}
