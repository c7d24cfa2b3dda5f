import type { UpdateState } from '../../../shared/contract/update.ts';

/** The desktop app's updater: finds newer versions, and installs one. Downloads are verified by their SHA-512. */
export interface Updater {
  /** Why this installation cannot update itself, for example because a package manager installed it; null if it can. */
  readonly unsupported: string | null;
  /** The newest version that this computer may get (a staged release reaches only some); null: none is newer. */
  check(): Promise<FoundUpdate | null>;
  /** Returns when the file is on disk and verified. */
  download(progress: (fraction: number) => void): Promise<void>;
  /** Ends the app. */
  install(): void;
}

export interface FoundUpdate {
  readonly version: string;
  readonly notes: string | null;
  readonly sizeBytes: number | null;
}

/**
 * Updates by consent: nothing is checked unless the preference allows it, downloaded unless requested or preferred, or
 * installed unless requested.
 */
export interface Updates {
  state(): UpdateState;
  check(): Promise<UpdateState>;
  download(): Promise<UpdateState>;
  skip(): Promise<UpdateState>;
  /** @throws AppError CONFLICT while operations of this process run, or without a downloaded version */
  install(): Promise<UpdateState>;
  /** Checks for updates as the preference says. @returns a function that stops it */
  start(): () => void;
}
