import type { OwnConnection } from '../../redis/own-use/own-counters.ts';

type Command = readonly [name: string, ...args: readonly unknown[]];

/**
 * Counts the commands of a pipeline as the server does: those of a transaction when EXEC runs them, and not at all if a
 * watched key has changed.
 * @param replies an error in place of a failed one
 */
export function countPipeline(
  counter: Pick<OwnConnection, 'executed'>,
  commands: readonly Command[],
  replies: readonly unknown[],
): void {
  let queued: Command[] | null = null;
  for (const [at, command] of commands.entries()) {
    const [name, ...args] = command;
    const reply = replies[at];
    const isNetworkError = reply instanceof Error && reply.name !== 'ReplyError';
    if (isNetworkError) return;
    if (queued !== null && name !== 'EXEC') {
      queued.push(command);
      continue;
    }
    counter.executed(name, args, reply);
    if (name === 'MULTI') queued = [];
    if (name !== 'EXEC') continue;
    const executed = Array.isArray(reply) ? reply : [];
    for (const [place, [inner, ...innerArgs]] of (queued ?? []).entries()) {
      if (place < executed.length) counter.executed(inner, innerArgs, executed[place]);
    }
    queued = null;
  }
}
