/** What a process needs of its standard streams to be guarded. */
interface GuardedStream {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export interface StreamGuard {
  /** Why an answer could not be written, as the system says it; null when all of it was, or its reader closed the pipe. */
  writeFailure(): string | null;
}

/**
 * Gives the standard streams of a process an error path. Without one, a full disk below `> file`, a terminal that was
 * closed, or a directory as standard input ends the process with a stack trace.
 */
export function guardStreams(streams: {
  /** Left out where {@link guardInput} guards it when it is opened. */
  readonly stdin?: GuardedStream;
  readonly stdout: GuardedStream;
  readonly stderr: GuardedStream;
}): StreamGuard {
  let failure: string | null = null;
  if (streams.stdin) guardInput(streams.stdin);
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error) => {
      // A reader that has seen enough, such as `head`, closes the pipe.
      if (error.code !== 'EPIPE') failure ??= reasonOf(error);
    });
  }
  return { writeFailure: () => failure };
}

/** Gives standard input an error path: its reader learns of a failure by a listener of its own. */
export function guardInput(stdin: GuardedStream): void {
  stdin.on('error', () => undefined);
}

/** `ENOSPC: no space left on device`, without the system call. */
function reasonOf({ message }: Error): string {
  return message.replace(/, write$/, '');
}
