/** A server's save, so that it can be told later whether anything has changed since. */
export interface SaveMark {
  readonly runId: string;
  readonly saves: number;
}
