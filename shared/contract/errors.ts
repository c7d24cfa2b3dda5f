import { z } from 'zod';
import { face, runtimeKind } from './values.ts';

/**
 * The failures a client can meet and act on, each with what it needs to say so. Whatever is not here is a bug:
 * the log gets all of it, the face one sentence.
 */
export const errorData = {
  /** A value that was refused before anything was touched. `expected` says what would be right; `line` is of a text, from 1. */
  BAD_VALUE: z.object({ field: z.string(), expected: z.string(), line: z.number().int().optional() }),
  /** What it was made for has been changed by somebody else meanwhile. */
  CONFLICT: z.object({ what: z.string() }),
  /** The server refused a setting; the reason is its own. */
  CONFIG_REFUSED: z.object({ directive: z.string().nullable(), reason: z.string() }),
  /** A Redis command that is needed and that the server does not have: renamed, disabled, or not allowed. */
  COMMAND_UNAVAILABLE: z.object({ command: z.string() }),
  NOT_FOUND: z.object({ what: z.string(), id: z.string() }),
  /** The instance is not in a state in which this can be done. */
  NOT_RUNNING: z.object({ id: z.string(), state: z.string() }),
  /** It copies the data of its master, which would overwrite the change. Null where the server does not name it. */
  IS_REPLICA: z.object({ id: z.string(), masterHost: z.string().nullable(), masterPort: z.number().int().nullable() }),
  /** The switch of the instance, for every client: this app does not change its keys. */
  READ_ONLY: z.object({ id: z.string() }),
  /** It is there already, in a form that differs from what was asked for. */
  ALREADY_EXISTS: z.object({ id: z.string(), detail: z.string() }),
  /** Another operation holds the instance. */
  BUSY: z.object({ id: z.string(), operation: z.string(), face, pid: z.number().int(), since: z.string() }),
  /** `free` is the next port nobody uses, where one was looked for. */
  PORT_TAKEN: z.object({ port: z.number().int(), by: z.string().nullable(), free: z.number().int().nullable() }),
  /** Every port of the tenants' range has an owner. */
  NO_FREE_PORT: z.object({ start: z.number().int(), end: z.number().int() }),
  ENGINE_UNREACHABLE: z.object({ endpoint: z.string(), reason: z.string() }),
  /** No runtime can be used; for each, why. */
  NO_RUNTIME: z.object({ reasons: z.array(z.object({ runtime: runtimeKind, reason: z.string() })) }),
  IMAGE_UNAVAILABLE: z.object({ image: z.string(), reason: z.string() }),
  /** A state file that cannot be used, why in general, and the reason alone: "owner root, mode 0600". */
  FILE_UNREADABLE: z.object({
    path: z.string(),
    trouble: z.enum(['denied', 'silent', 'failed', 'not-a-file', 'too-large', 'damaged']),
    detail: z.string(),
    fix: z.string().nullable(),
  }),
  HOME_NOT_WRITABLE: z.object({ home: z.string(), reason: z.string() }),
  DISK_FULL: z.object({ needed: z.number().nullable(), free: z.number().nullable() }),
  /** The server was started and did not become ready; `log` holds its last lines. */
  START_FAILED: z.object({ id: z.string(), log: z.array(z.string()) }),
  /** A backup that cannot be read whole: truncated, changed, or no backup at all. */
  BACKUP_DAMAGED: z.object({ name: z.string(), reason: z.string() }),
  /** A backup that is whole and does not fit: a newer Redis wrote it, or it holds more databases. */
  BACKUP_UNSUITABLE: z.object({ name: z.string(), reason: z.string() }),
  /** A file holds several data sets and nothing says which one counts; `found` are `foundData` of the contract. */
  CHOICE_NEEDED: z.object({
    found: z.array(
      z.object({
        form: z.enum(['rdb', 'aof']),
        path: z.string(),
        keys: z.number().nullable(),
        sizeBytes: z.number(),
        modifiedAt: z.string().nullable(),
      }),
    ),
  }),
  /** The server could not save; `reason` is its own. */
  SAVE_FAILED: z.object({ id: z.string(), reason: z.string() }),
  /** The server refused a change of keys; `reason` is its own. */
  WRITE_REFUSED: z.object({ id: z.string(), reason: z.string() }),
  TIMED_OUT: z.object({ seconds: z.number() }),
  CANCELLED: z.object({}),
} as const;

export type ErrorCode = keyof typeof errorData;
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorData)[C]>;

/** The HTTP status each failure stands for, where a transport wants one. */
const status: Record<ErrorCode, number> = {
  BAD_VALUE: 400,
  CONFLICT: 409,
  CONFIG_REFUSED: 422,
  COMMAND_UNAVAILABLE: 422,
  NOT_FOUND: 404,
  NOT_RUNNING: 409,
  IS_REPLICA: 409,
  READ_ONLY: 409,
  ALREADY_EXISTS: 409,
  BUSY: 423,
  PORT_TAKEN: 409,
  NO_FREE_PORT: 409,
  ENGINE_UNREACHABLE: 503,
  NO_RUNTIME: 503,
  IMAGE_UNAVAILABLE: 503,
  FILE_UNREADABLE: 500,
  HOME_NOT_WRITABLE: 507,
  DISK_FULL: 507,
  START_FAILED: 500,
  BACKUP_DAMAGED: 422,
  BACKUP_UNSUITABLE: 422,
  CHOICE_NEEDED: 409,
  SAVE_FAILED: 500,
  WRITE_REFUSED: 409,
  TIMED_OUT: 504,
  CANCELLED: 499,
};

/** The error map of every procedure, in oRPC's shape. */
export const errorMap = Object.fromEntries(
  (Object.keys(errorData) as ErrorCode[]).map((code) => [code, { status: status[code], data: errorData[code] }]),
) as { [C in ErrorCode]: { status: number; data: (typeof errorData)[C] } };

/** A failure as a document: what an operation keeps of it and what the terminal prints with `--json`. */
export const failure = z.object({
  code: z.string(),
  message: z.string(),
  data: z.unknown().optional(),
});
export type Failure = z.infer<typeof failure>;

/** An expected failure. The message is one sentence for a person: what, why, and what to do. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  constructor(
    readonly code: C,
    message: string,
    readonly data: ErrorData<C>,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
  }
}

/** `AppError` narrowed by code: `isAppError(error, 'BUSY')`. */
export function isAppError<C extends ErrorCode>(error: unknown, code: C): error is AppError<C> {
  return error instanceof AppError && error.code === code;
}
