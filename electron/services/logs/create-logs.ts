import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { Logger } from '../platform/log/logger.ts';
import { LineDeduplicator } from './dedupe-lines.ts';
import type { Logs } from './logs.ts';
import { type OpenLog, openLog } from './open-log.ts';
import { opensForEveryLine, rotateLog } from './rotation.ts';
import type { SourceLine } from './source-line.ts';
import { watchOutput } from './watch-output.ts';

const POLL_INTERVAL_MS = 200;
/** Limits per poll while following. */
const MAX_LINES = 1000;
const MAX_CHARACTERS = 256 * 1024;
/** Limit for the first piece. */
const MAX_FIRST_CHARACTERS = 16 * 1024 * 1024;

export function createLogs(deps: Pick<InstanceDeps, 'catalogue' | 'runtimes'> & { readonly log: Logger }): Logs {
  const runtimeOf = ({ entry, record }: ManagedInstance) => {
    const kind = entry?.runtime ?? record?.runtime;
    return kind ? deps.runtimes[kind] : null;
  };
  const rotate = (instance: ManagedInstance) =>
    rotateLog(instance).catch((error) => deps.log.error(`could not rotate the log of ${instance.id}`, error));

  return {
    async recent(request) {
      const instance = await requireInstance(deps, request.id);
      await rotate(instance);
      const { file, lines, notes } = await openLog(instance, runtimeOf(instance), request, true);
      await file.close();
      const { items, dropped } = bounded(lines, lines.length, MAX_FIRST_CHARACTERS);
      const left = dropped > 0 ? [`The lines are very long; ${dropped} older lines are not shown.`] : [];
      return { items, notes: [...notes, ...left] };
    },

    async *follow(request, signal) {
      const instance = await requireInstance(deps, request.id);
      const open = await openLog(instance, runtimeOf(instance), request, false);
      const watched =
        open.runtime && can(open.runtime.kind, 'logs') ? watchOutput(instance.id, open.runtime, open.lastOutput) : null;
      try {
        yield { ...bounded(open.lines, open.lines.length, MAX_FIRST_CHARACTERS), notes: [...open.notes] };
        const dedupe = new LineDeduplicator();
        dedupe.fromFile(open.lines, false, performance.now());
        while (!signal?.aborted) {
          await sleep(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
          if (signal?.aborted) return;
          await rotate(instance);
          const more = await poll(open, instance, dedupe, watched?.take() ?? null);
          if (more.items.length > 0 || more.dropped > 0 || more.notes.length > 0) yield more;
        }
      } finally {
        watched?.end();
        await open.file.close();
      }
    },
  };
}

/** New lines of both sources since the last poll. */
async function poll(
  { file, sieve, readOutput }: OpenLog,
  instance: ManagedInstance,
  dedupe: LineDeduplicator,
  output: ReturnType<ReturnType<typeof watchOutput>['take']> | null,
) {
  const now = performance.now();
  const fromFile = await file.poll();
  dedupe.fromFile(fromFile.lines, fromFile.dropped > 0, now);
  const outputLines = output?.lines ?? [];
  const printed = sieve(outputLines.map(({ at, text }) => readOutput(text, at)));
  const direct = file.readable ? [] : printed;
  if (file.readable) dedupe.fromOutput(printed, opensForEveryLine(instance), now);
  const waited = dedupe.take(now);
  const lines = [...fromFile.lines, ...direct, ...waited.lines].sort((a, b) => a.time - b.time);
  const { items, dropped } = bounded(lines, MAX_LINES, MAX_CHARACTERS);
  // With a readable file, output lines that also are in the file were counted there.
  const dropTotal = fromFile.dropped + waited.dropped + (file.readable ? 0 : (output?.dropped ?? 0));
  return { items, dropped: dropped + dropTotal, notes: [...fromFile.notes] };
}

/** The newest lines within both limits. */
function bounded(
  lines: readonly SourceLine[],
  maxLines: number,
  maxCharacters: number,
): { items: LogLine[]; dropped: number } {
  let characters = 0;
  let first = lines.length;
  while (first > 0 && lines.length - first < maxLines && characters < maxCharacters) {
    first -= 1;
    characters += lines[first]?.line.text.length ?? 0;
  }
  return { items: lines.slice(first).map(({ line }) => line), dropped: first };
}
