import { AppError } from '../../../shared/contract/errors.ts';
import { ScratchError, type ScratchServer } from './scratch-server.ts';

/** A server that has read nothing and answered nothing new for so long runs something that does not end. */
const STALL_MS = 60_000;
/** Between two looks at a server's memory, ms: one command of an AOF takes at most 512 MB. */
const EVERY_MS = 50;

export interface ProgressWatch {
  /** Notes what the server answered: another value than before is progress. */
  progressed(value: string): void;
  /** Rejects when the server makes no progress or uses too much memory. */
  readonly fault: Promise<never>;
  end(): void;
}

/** The only watchdog of scratch servers: a time limit on standing still, not on the whole, and a memory limit. */
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
  const timer = setInterval(() => void check().catch(() => undefined), EVERY_MS);
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

/** It says nothing of the data: that may be whole. */
export function tooMuchMemory(bytes: number | null): AppError<'START_FAILED'> {
  const limit =
    bytes === null ? 'the memory' : `the ${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB of memory`;
  const message = `A scratch Redis was ended while it loaded the data: it needs more than ${limit} that it may have. The data may be whole; free some memory and try again.`;
  return new AppError('START_FAILED', message, { id: 'scratch', log: [] });
}
