import type { OperationOf } from '../../../shared/contract/operations.ts';
import type {
  Difference,
  Drift,
  HistoryEntry,
  SettingsChangeRequest,
  SettingsDocument,
  SettingsPlan,
  UpgradePlan,
} from '../../../shared/contract/settings.ts';

/** Reads, plans and changes the Redis configuration of instances. `redis.conf` is the single source of truth. */
export interface Settings {
  describe(id: string): Promise<SettingsDocument>;
  drift(id: string): Promise<readonly Drift[]>;
  /** Changes nothing. @throws AppError BAD_VALUE, with the line for a text */
  plan(id: string, request: SettingsChangeRequest): Promise<SettingsPlan>;
  /**
   * @param confirmed whether the user accepted the risks that need confirmation
   * @throws AppError CONFLICT when the file changed since the plan; everything that `plan` throws
   */
  apply(id: string, request: SettingsChangeRequest, hash: string, confirmed?: boolean): Promise<OperationOf<'config'>>;
  history(id: string): Promise<readonly HistoryEntry[]>;
  compare(left: string, right: string): Promise<readonly Difference[]>;
  /** Changes nothing. */
  planUpgrade(id: string, image: string | undefined): Promise<UpgradePlan>;
  /** To another image, or to the currently installed redis-server. */
  upgrade(id: string, image: string | undefined): Promise<OperationOf<'upgrade'>>;
}
