/**
 * Why the reading of an RDB stopped:
 * `not-rdb`: it has no RDB header; `truncated`: it ends too early; `damaged`: its bytes are invalid;
 * `checksum`: all bytes are valid, but the CRC-64 at the end does not match;
 * `unsupported`: this reader does not support the format, such as that of a newer Redis.
 */
export type RdbFault = 'not-rdb' | 'truncated' | 'damaged' | 'checksum' | 'unsupported';

/** A failure to read an RDB. Everything before `offset` was visited. */
export class RdbError extends Error {
  readonly fault: RdbFault;
  /** The byte offset of the unreadable part; for `truncated` the end of the file. */
  readonly offset: number;

  constructor(fault: RdbFault, offset: number, message: string) {
    super(`${message} (at byte ${offset.toLocaleString('en')})`);
    this.name = 'RdbError';
    this.fault = fault;
    this.offset = offset;
  }
}
