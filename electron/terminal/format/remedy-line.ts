import type { Remedy } from '../../../shared/contract/remedy.ts';

/** The arguments for `manage.sh`: `--action start --instance acme`. */
export function remedyLine({ action, flags }: Remedy): string {
  const values = Object.entries(flags).map(([flag, value]) => `--${flag} ${value}`);
  return [...(action === null ? [] : [`--action ${action}`]), ...values].join(' ');
}
