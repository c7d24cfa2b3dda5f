import type { HomeUse, PreferenceChanges, PreferenceList } from '../../../shared/contract/preference.ts';
import type { PreferenceName, PreferenceValues } from '../../../shared/contract/preference-table.ts';

/** The preferences of the app on this computer, the same for all clients of a home. */
export interface Preferences {
  /** The value in effect: of the variable, else the chosen one, else the default. Cached until the file changes. */
  get<N extends PreferenceName>(name: N): PreferenceValues[N];
  list(): PreferenceList;
  /**
   * Returns when the values are on disk.
   * @throws AppError BAD_VALUE for a value that cannot work here, CONFLICT for a file of a newer version,
   *   HOME_NOT_WRITABLE, DISK_FULL
   */
  save(changes: PreferenceChanges): Promise<PreferenceList>;
  /** Without names: all that the page shows. @throws as {@link save} */
  reset(names?: readonly PreferenceName[]): Promise<PreferenceList>;
  /** Calls back after each change by any client, within a second; returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
  home(): Promise<HomeUse>;
}
