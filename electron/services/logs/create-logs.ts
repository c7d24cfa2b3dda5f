import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../../shared/contract/logs.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { Logger } from '../platform/log/logger.ts';
import { Doubles } from './dedupe-lines.ts';
import type { Logs } from './logs.ts';
import { type OpenLog, openLog } from './open-log.ts';
import { opensForEveryLine, rotateLog } from './rotation.ts';
import type { SourceLine } from './source-line.ts';
import { watchOutput } from './watch-output.ts';

/** Between two looks at a log that is followed, ms; and how much is shown of what came meanwhile. */
const LOOK_EVERY_MS = 200;
const MOST_LINES = 1000;
const MOST_CHARACTERS = 256 * 1024;
/** How much is shown of what was there at the beginning, characters. */
const MOST_AT_FIRST = 16 * 1024 * 1024;

export function createLogs(deps: Pick<InstanceDeps, 'catalogue' | 'runtimes'> & { readonly log: Logger }): Logs {
  const runtimeOf = ({ entry, record }: ManagedInstance) => {
    const kind = entry?.runtime ?? record?.runtime;
    return kind ? deps.runtimes[kind] : null;
  };
  const rotate = (known: ManagedInstance) =>
    rotateLog(known).catch((error) => deps.log.error(`the log of ${known.id} could not be rotated`, error));

  return {
    async recent(request) {
      const known = await requireInstance(deps, request.id);
      await rotate(known);
      const { file, lines, notes } = await openLog(known, runtimeOf(known), request, true);
      await file.close();
      const { items, dropped } = bounded(lines, lines.length, MOST_AT_FIRST);
      const left = dropped > 0 ? [`The lines are very long: ${dropped} older ones were left out.`] : [];
      return { items, notes: [...notes, ...left] };
    },

    async *follow(request, signal) {
      const known = await requireInstance(deps, request.id);
      const open = await openLog(known, runtimeOf(known), request, false);
      const watched = open.runtime?.kind === 'docker' ? watchOutput(known.id, open.runtime, open.lastOutput) : null;
      try {
        yield { ...bounded(open.lines, open.lines.length, MOST_AT_FIRST), notes: [...open.notes] };
        const doubles = new Doubles();
        doubles.fromFile(open.lines, false, performance.now());
        while (!signal?.aborted) {
          await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
          if (signal?.aborted) return;
          await rotate(known);
          const more = await lookAgain(open, known, doubles, watched?.take() ?? null);
          if (more.items.length > 0 || more.dropped > 0 || more.notes.length > 0) yield more;
        }
      } finally {
        watched?.end();
        await open.file.close();
      }
    },
  };
}

/** What came since the last look, of both sources. */
async function lookAgain(
  { file, sieve, readOutput }: OpenLog,
  known: ManagedInstance,
  doubles: Doubles,
  output: ReturnType<ReturnType<typeof watchOutput>['take']> | null,
) {
  const now = performance.now();
  const look = await file.poll();
  doubles.fromFile(look.lines, look.dropped > 0, now);
  const came = output?.lines ?? [];
  const printed = sieve(came.map(({ at, text }) => readOutput(text, at)));
  const direct = file.readable ? [] : printed;
  if (file.readable) doubles.fromOutput(printed, opensForEveryLine(known), now);
  const waited = doubles.take(now);
  const lines = [...look.lines, ...direct, ...waited.lines].sort((a, b) => a.time - b.time);
  const { items, dropped } = bounded(lines, MOST_LINES, MOST_CHARACTERS);
  // What the file has as well was counted there.
  const passedOver = look.dropped + waited.dropped + (file.readable ? 0 : (output?.dropped ?? 0));
  return { items, dropped: dropped + passedOver, notes: [...look.notes] };
}

/** The newest lines, as many as may be shown. */
function bounded(
  lines: readonly SourceLine[],
  most: number,
  mostCharacters: number,
): { items: LogLine[]; dropped: number } {
  let characters = 0;
  let first = lines.length;
  while (first > 0 && lines.length - first < most && characters < mostCharacters) {
    first -= 1;
    characters += lines[first]?.line.text.length ?? 0;
  }
  return { items: lines.slice(first).map(({ line }) => line), dropped: first };
}
