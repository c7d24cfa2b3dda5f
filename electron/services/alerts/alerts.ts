import type { Alert, AlertNotice, AlertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';

/** Active alerts by the user's rules. */
export interface Alerts {
  /** The worst first, then the newest. */
  list(): Promise<Alert[]>;
  /** @throws AppError NOT_FOUND when the alert is resolved */
  acknowledge(id: string): Promise<Alert>;
  /** @throws AppError NOT_FOUND when the alert is resolved */
  snooze(id: string, until: string | null): Promise<Alert>;
  settings(): Promise<{ settings: AlertSettings; defaults: AlertSettings }>;
  saveSettings(settings: AlertSettings): Promise<AlertSettings>;
  /** Yields each new notice to exactly one listener among all clients. Ends when the signal is aborted. */
  notices(signal?: AbortSignal): AsyncGenerator<AlertNotice>;
  /** For diagnose: evaluates the rules that need one sample, and adds active alerts of the rules that need several. */
  checks(): Promise<readonly Check[]>;
}
