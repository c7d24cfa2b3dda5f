import { z } from 'zod';
import { remedy } from './remedy.ts';
import { clientKind, runtimeKind } from './values.ts';

/** What the user can do, for a client to word; omitted if the message says it all. */
const way = { remedy: remedy.optional() };

/**
 * The failures that a client can act on, each with the data for its message. Every other error is a bug: the log gets
 * the whole error, the client one sentence.
 */
export const errorData = {
  /** A value that was rejected before any change. `expected` describes a valid value; `line` counts from 1. */
  BAD_VALUE: z.object({ field: z.string(), expected: z.string(), line: z.number().int().optional(), ...way }),
  /** Another client, program or person has changed it in the meantime. `left`: the first of `count`, by name. */
  CONFLICT: z.object({
    what: z.string(),
    count: z.number().int().optional(),
    left: z.array(z.string()).optional(),
  }),
  /** The server rejected a setting; the reason is the server's. */
  CONFIG_REFUSED: z.object({ directive: z.string().nullable(), reason: z.string() }),
  /** The server lacks a required Redis command: it is renamed, disabled or not permitted. */
  COMMAND_UNAVAILABLE: z.object({ command: z.string() }),
  NOT_FOUND: z.object({ what: z.string(), id: z.string() }),
  /** The state of the instance does not allow the action. */
  NOT_RUNNING: z.object({ id: z.string(), state: z.string(), ...way }),
  /** The instance copies its master's data, which would overwrite the change. Null if the server does not name its master. */
  IS_REPLICA: z.object({ id: z.string(), masterHost: z.string().nullable(), masterPort: z.number().int().nullable() }),
  /** The instance is read-only for every client of this app. */
  READ_ONLY: z.object({ id: z.string() }),
  /** It exists already and differs from the request. */
  ALREADY_EXISTS: z.object({ id: z.string(), detail: z.string(), ...way }),
  /** Another operation holds the instance. */
  BUSY: z.object({ id: z.string(), operation: z.string(), face: clientKind, pid: z.number().int(), since: z.string() }),
  /** `free` is the next free port; null if none was searched for or found. */
  PORT_TAKEN: z.object({ port: z.number().int(), by: z.string().nullable(), free: z.number().int().nullable() }),
  /** Every port of the tenants' range has an owner. */
  NO_FREE_PORT: z.object({ start: z.number().int(), end: z.number().int() }),
  ENGINE_UNREACHABLE: z.object({ endpoint: z.string(), reason: z.string() }),
  /** No runtime is usable, with the reason for each. */
  NO_RUNTIME: z.object({ reasons: z.array(z.object({ runtime: runtimeKind, reason: z.string() })) }),
  IMAGE_UNAVAILABLE: z.object({ image: z.string(), reason: z.string() }),
  /** A state file is unusable. `detail` is the reason alone, such as "owner root, mode 0600". */
  FILE_UNREADABLE: z.object({
    path: z.string(),
    trouble: z.enum(['denied', 'silent', 'failed', 'not-a-file', 'too-large', 'damaged']),
    detail: z.string(),
    fix: z.string().nullable(),
  }),
  HOME_NOT_WRITABLE: z.object({ home: z.string(), reason: z.string() }),
  DISK_FULL: z.object({ needed: z.number().nullable(), free: z.number().nullable() }),
  /** The server was started but did not become ready; `log` holds the last lines of its log. */
  START_FAILED: z.object({ id: z.string(), log: z.array(z.string()) }),
  /** A backup cannot be read completely: it is truncated, changed, or not a backup. */
  BACKUP_DAMAGED: z.object({ name: z.string(), reason: z.string() }),
  /** A backup is intact but does not fit: a newer Redis wrote it, or it has more databases. */
  BACKUP_UNSUITABLE: z.object({ name: z.string(), reason: z.string() }),
  /** A file contains several data sets, and the user must choose one. `found` has the form of `foundData`. */
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
  /** The server could not save; the reason is the server's. */
  SAVE_FAILED: z.object({ id: z.string(), reason: z.string(), ...way }),
  /** The server refused a change of keys; the reason is the server's. */
  WRITE_REFUSED: z.object({ id: z.string(), reason: z.string() }),
  TIMED_OUT: z.object({ seconds: z.number(), ...way }),
  /** `kept`: a sentence about what is not undone. */
  CANCELLED: z.object({ kept: z.string().optional() }),
} as const;

type ErrorCode = keyof typeof errorData;

/** The HTTP status of each failure, for transports that need one. */
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

type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** A failure as a document, as operations keep it and as the CLI prints it with `--json`. */
export const failure = z.object({
  code: z.string(),
  message: z.string(),
  /** That of its code in `errorData`. Not checked in full: a later version has more codes, and must not hide a failure. */
  data: z.custom<Readonly<Record<string, JsonValue>>>((value) => typeof value === 'object').optional(),
});
