/** Events whose listeners a file must remove: a signal or an error would reach those of a file that has ended. */
const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT', 'SIGWINCH'] as const;

/** What a process keeps from one test file to the next. */
export interface ProcessState {
  /** What differs now, one text each. */
  readonly changes: () => readonly string[];
  /** Puts the environment and the working directory back. */
  readonly restore: () => void;
}

export function processState(): ProcessState {
  const environment = { ...process.env };
  const folder = process.cwd();
  const mask = process.umask();
  const listeners = events.map((event) => process.listenerCount(event));
  const changedVariables = () =>
    [...new Set([...Object.keys(environment), ...Object.keys(process.env)])].filter(
      (name) => environment[name] !== process.env[name],
    );
  return {
    changes: () => [
      ...changedVariables().map((name) => `the environment variable ${name}`),
      ...(process.cwd() === folder ? [] : [`the working directory ${process.cwd()}`]),
      ...(process.umask() === mask ? [] : ['the umask']),
      ...events
        .filter((event, index) => process.listenerCount(event) > (listeners[index] ?? 0))
        .map((event) => `a listener of ${event}`),
    ],
    restore() {
      for (const name of changedVariables()) {
        const value = environment[name];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      process.chdir(folder);
    },
  };
}
