import { errorData } from '../../../shared/contract/error-data.ts';
import type { Failure } from '../../../shared/contract/errors.ts';
import { remedy } from '../../../shared/contract/remedy.ts';
import { remedyLine } from '../../../shared/remedy-line.ts';
import * as cliWords from './words.ts';

/** The message of an unexpected failure, whose own message may contain internal details. */
const UNEXPECTED = cliWords.unexpectedErrorSetVrooliDebug1;

/**
 * Any thrown value as the document that `--json` prints. A failure of the contract keeps its code, message and data,
 * whether it is an AppError or oRPC's copy of one; anything else is a bug and becomes `INTERNAL`.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const data = 'data' in error ? error.data : undefined;
    if (Object.hasOwn(errorData, error.code)) {
      const message = error.code === 'CHOICE_NEEDED' ? withChoice(error.message) : withRemedy(error.message, data);
      return { code: error.code, message, data: (data ?? {}) as NonNullable<Failure['data']> };
    }
    if (error.code === 'ENOSPC') {
      const message = cliWords.theDiskIsFullMakeRoom;
      return { code: 'DISK_FULL', message, data: { needed: null, free: null } };
    }
    if (error.code === 'INTERNAL_SERVER_ERROR') return { code: 'INTERNAL', message: error.message, data: {} };
  }
  return { code: 'INTERNAL', message: UNEXPECTED, data: {} };
}

/** The message, with the flags that act on it. */
function withRemedy(message: string, data: unknown): string {
  const found = remedy.safeParse(typeof data === 'object' && data !== null && 'remedy' in data ? data.remedy : null);
  return found.success ? `${message} ${cliWords.use(remedyLine(found.data))}` : message;
}

/** The message, with the flag that answers its question. */
function withChoice(message: string): string {
  return `${message} ${cliWords.chooseTheDataWith}`;
}

/** Rethrows a failure that an operation recorded, with its code, message and data. */
export class RecordedFailure extends Error {
  readonly code: string;
  readonly data: Failure['data'];
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RecordedFailure';
    this.code = failure.code;
    this.data = failure.data;
  }
}
