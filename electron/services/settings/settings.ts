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

/** The Redis configuration of instances: looked at, planned, changed. `redis.conf` is its one source of truth. */
export interface Settings {
  describe(id: string): Promise<SettingsDocument>;
  drift(id: string): Promise<readonly Drift[]>;
  /** Nothing is touched. @throws AppError BAD_VALUE, with the line where it is about a text */
  plan(id: string, wish: SettingsChangeRequest): Promise<SettingsPlan>;
  /**
   * @param confirmed whether somebody has accepted the risks that need confirmation
   * @throws AppError CONFLICT when the file is not the one the plan was made for; all that `plan` throws
   */
  apply(id: string, wish: SettingsChangeRequest, hash: string, confirmed?: boolean): Promise<OperationOf<'config'>>;
  history(id: string): Promise<readonly HistoryEntry[]>;
  compare(left: string, right: string): Promise<readonly Difference[]>;
  /** Nothing is touched. */
  planUpgrade(id: string, image: string | undefined): Promise<UpgradePlan>;
  /** To another image, or to the program that is installed now. */
  upgrade(id: string, image: string | undefined): Promise<OperationOf<'upgrade'>>;
}
