import type { Remedy } from './contract/remedy.ts';
import { quoted } from './format/shell-word.ts';

/** The arguments for `manage.sh`: `--action start --instance acme`. */
export function remedyLine({ action, flags }: Remedy): string {
  const values = Object.entries(flags).map(([flag, value]) => `--${flag} ${quoted(value)}`);
  return [...(action === null ? [] : [`--action ${action}`]), ...values].join(' ');
}
