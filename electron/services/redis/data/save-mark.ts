/** Identifies a save of a server, to detect later changes. */
export interface SaveMark {
  readonly runId: string;
  readonly saves: number;
}
