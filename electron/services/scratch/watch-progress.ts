import { AppError } from '../../../shared/contract/errors.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { ScratchError, type ScratchServer } from './scratch-server.ts';

/** A server that makes no progress for this long runs a command that does not end. */
const STALL_MS = 60_000;
/** Interval of memory checks: one command of an AOF allocates at most 512 MB. */
const CHECK_EVERY_MS = 50;

export interface ProgressWatch {
  /** Reports a value from the server: a new value is progress. */
  progressed(value: string): void;
  /** Rejects when the server makes no progress or uses too much memory. */
  readonly fault: Promise<never>;
  end(): void;
}

/** The only watchdog of scratch servers: a memory limit, and a time limit for no progress, not for the whole load. */
export function watchProgress(server: ScratchServer, stallMs = STALL_MS): ProgressWatch {
  let last = '';
  let since = performance.now();
  let read = -1;
  let fail: (error: Error) => void = () => undefined;
  const fault = new Promise<never>((_, reject) => {
    fail = reject;
  });
  fault.catch(() => undefined);

  const check = async () => {
    const usage = await server.usage();
    if (usage && usage.readBytes !== read) {
      read = usage.readBytes;
      since = performance.now();
    }
    if (usage && server.memoryBytes !== null && usage.memoryBytes > server.memoryBytes) {
      fail(tooMuchMemory(server.memoryBytes));
    }
    if (performance.now() - since > stallMs) {
      const seconds = Math.round(stallMs / 1000);
      fail(new ScratchError(`it made no progress for ${seconds} s, as with a script or command that does not end`));
    }
  };
  const timer = setInterval(() => void check().catch(() => undefined), CHECK_EVERY_MS);
  return {
    progressed(value) {
      if (value === last) return;
      last = value;
      since = performance.now();
    },
    fault,
    end: () => clearInterval(timer),
  };
}

/** The data may still be intact. */
export function tooMuchMemory(bytes: number | null): AppError<'START_FAILED'> {
  const limit = bytes === null ? 'the available memory' : `its limit of ${formatBytes(bytes)}`;
  const message = `The scratch Redis was stopped while it loaded the data: it needs more than ${limit}. The data may be intact. Free some memory and try again.`;
  return new AppError('START_FAILED', message, { id: 'scratch', log: [] });
}
