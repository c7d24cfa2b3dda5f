/**
 * Why an RDB cannot be read on:
 * `not-rdb`: it does not begin as one; `truncated`: it ends too early; `damaged`: its bytes make no sense;
 * `checksum`: everything could be read, and the CRC-64 at its end says that bytes were changed;
 * `unsupported`: a form that this reader does not know, as of a newer Redis.
 */
export type RdbFault = 'not-rdb' | 'truncated' | 'damaged' | 'checksum' | 'unsupported';

/** An RDB that cannot be read on. Everything before `offset` was visited. */
export class RdbError extends Error {
  readonly fault: RdbFault;
  /** In bytes from the beginning of the RDB: where what cannot be read begins; for `truncated` where it ends. */
  readonly offset: number;

  constructor(fault: RdbFault, offset: number, message: string) {
    super(`${message} (at byte ${offset.toLocaleString('en')})`);
    this.name = 'RdbError';
    this.fault = fault;
    this.offset = offset;
  }
}
