import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../../shared/contract/errors.ts';
import { isRefusal } from '../redis/connection/link-failure.ts';
import { type InfoFields, infoNumber, parseInfo } from '../redis/info/info.ts';
import { logMessage } from '../redis/log/log-message.ts';
import { type ModuleFailure, moduleFailure } from '../redis/modules/module-failure.ts';
import { isForbidden, refusedCommand } from './scratch-commands.ts';
import { ScratchError, type ScratchServer } from './scratch-server.ts';
import { tooMuchMemory, watchProgress } from './watch-progress.ts';

/** A reply may take this long. Until then, the server's file reads show whether it makes progress. */
const ANSWER_MS = 10 * 60_000;
/** The longest pause between two polls of a starting server. */
const LONGEST_PAUSE_MS = 50;

export interface ReadyOptions {
  /** `open`: it has accepted its settings and replies, even with a refusal. `loaded`: it has loaded its data. */
  readonly until: 'open' | 'loaded';
  readonly signal: AbortSignal;
  readonly progress?: (fraction: number | null) => void;
  /** How long it may run without progress. */
  readonly stallMs?: number;
}

/**
 * Waits until a scratch server is ready. However long that takes, it ends: with the server, with a server that makes no
 * progress or uses too much memory, and with the caller's signal.
 * @returns its INFO; null if it replies and refuses this connection
 * @throws ScratchError with the reason
 */
export async function untilReady(
  server: ScratchServer,
  { until, signal, progress, stallMs }: ReadyOptions,
): Promise<InfoFields | null> {
  const watch = watchProgress(server, stallMs);
  const { stopped, forget } = abortOf(signal);
  try {
    for (let pause = 2; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      signal.throwIfAborted();
      const answer = await Promise.race([ask(server), server.ended.then(() => 'ended' as const), watch.fault, stopped]);
      if (answer === 'ended') throw await endReason(server);
      if (answer === 'refused') {
        if (until === 'open') return null;
        throw new ScratchError('it refuses every connection');
      }
      if (answer !== null) {
        if (until === 'open' || answer.get('loading') === '0') return answer;
        watch.progressed(answer.get('loading_loaded_bytes') ?? '');
        const percent = infoNumber(answer, 'loading_loaded_perc');
        progress?.(percent === null ? null : percent / 100);
      }
      await sleep(pause);
    }
  } finally {
    watch.end();
    forget();
  }
}

async function ask(server: ScratchServer): Promise<InfoFields | 'refused' | null> {
  try {
    return parseInfo(String(await server.call(ANSWER_MS, 'INFO')));
  } catch (error) {
    // Waiting does not help if the server refuses the connection or has no INFO.
    return isRefusal(error) || isAppError(error, 'COMMAND_UNAVAILABLE') ? 'refused' : null;
  }
}

/** Why a server has ended. */
async function endReason(server: ScratchServer): Promise<Error> {
  const output = await server.output();
  if (server.ranOutOfMemory()) return tooMuchMemory(server.memoryBytes);
  const failure = moduleFailure(output);
  if (failure !== null) return new ScratchError(failureWords(failure), output);
  const unknown = /Unknown command '([^'\n]+)' reading the append only file/.exec(output)?.[1];
  if (unknown === undefined) return new ScratchError(reasonLine(output), output);
  if (isForbidden(unknown.toUpperCase())) return new ScratchError(refusedCommand(unknown), output);
  const name = JSON.stringify(unknown);
  return new ScratchError(`its AOF contains ${name}, a command of a module or of a newer Redis`, output);
}

/** The rest of a sentence, without a full stop. */
function failureWords(failure: ModuleFailure): string {
  if (failure.kind === 'type') return `it has values of the type ${failure.type}, and no loaded module has that type`;
  return `the module ${failure.file} was not loaded: ${failure.reason}`;
}

/** The line of a log that gives the reason, without its date. */
export function reasonLine(log: string): string {
  const missing = /AOF file (\S+) length\. stat: No such file/.exec(log)?.[1];
  if (missing !== undefined) return `its AOF lacks the file ${missing}, which its manifest lists`;
  // After a panic, the last lines are a report about the machine.
  const panic = /Guru Meditation: (.+?) #/.exec(log)?.[1];
  if (panic !== undefined) return panic;
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) =>
    /error|wrong|bad|corrupt|can't|cannot|failed|invalid|unable|unexpected|fatal|crashed|short read/i.test(line),
  );
  return logMessage(telling ?? lines.at(-1) ?? 'it ended without a message').replace(/\.$/, '');
}

function abortOf(signal: AbortSignal): { readonly stopped: Promise<never>; readonly forget: () => void } {
  let forget = () => {};
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    forget = () => signal.removeEventListener('abort', stop);
  });
  stopped.catch(() => undefined);
  return { stopped, forget };
}
