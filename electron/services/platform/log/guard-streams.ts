/** The part of a standard stream that the guard uses. */
interface GuardedStream {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export interface StreamGuard {
  /** The system's message for a failed write; null after a complete write, or when the reader closed the pipe. */
  writeFailure(): string | null;
}

/**
 * Handles errors of the standard streams. Without a handler, a full disk below `> file`, a closed terminal, or a
 * directory as standard input ends the process with a stack trace.
 */
export function guardStreams(streams: {
  /** Omitted where {@link guardInput} guards it later. Opening standard input keeps the process alive. */
  readonly stdin?: GuardedStream;
  readonly stdout: GuardedStream;
  readonly stderr: GuardedStream;
}): StreamGuard {
  let failure: string | null = null;
  if (streams.stdin) guardInput(streams.stdin);
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error) => {
      // Readers such as `head` close the pipe when they have enough.
      if (error.code !== 'EPIPE') failure ??= reasonOf(error);
    });
  }
  return { writeFailure: () => failure };
}

/** Keeps an error of standard input from ending the process. Its reader has its own listener. */
export function guardInput(stdin: GuardedStream): void {
  stdin.on('error', () => undefined);
}

/** `ENOSPC: no space left on device`, without the system call. */
function reasonOf({ message }: Error): string {
  return message.replace(/, write$/, '');
}
