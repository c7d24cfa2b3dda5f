/** A key that is ready to be written. */
export interface ReadyKey {
  readonly key: Buffer;
  /** For RESTORE. */
  readonly payload: Buffer;
  /** `contentHash` of the value. */
  readonly hash: string;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}
