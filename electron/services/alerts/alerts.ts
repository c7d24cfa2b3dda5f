import type { Alert, AlertNotice, AlertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';

/** What is wrong now, by rules that the user sets. */
export interface Alerts {
  /** The worst first, then the newest. */
  list(): Promise<Alert[]>;
  /** @throws AppError NOT_FOUND when it is over */
  acknowledge(id: string): Promise<Alert>;
  /** @throws AppError NOT_FOUND when it is over */
  snooze(id: string, until: string | null): Promise<Alert>;
  settings(): Promise<{ settings: AlertSettings; defaults: AlertSettings }>;
  saveSettings(settings: AlertSettings): Promise<AlertSettings>;
  /** What is to be notified from now on, to one of all that listen in any face. Ends when the signal is aborted. */
  notices(signal?: AbortSignal): AsyncGenerator<AlertNotice>;
  /** The same looked at once, for a diagnosis: what needs no time to be seen, and what somebody who watches has raised. */
  checks(): Promise<readonly Check[]>;
}
