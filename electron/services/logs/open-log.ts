import { isAppError } from '../../../shared/contract/errors.ts';
import type { LogRequest } from '../../../shared/contract/logs.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { FollowedFile } from '../platform/files/followed-file.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { createSieve, type Sieve } from './log-filter.ts';
import { type Zone, zoneOf } from './log-line.ts';
import { mergeLines } from './merge-lines.ts';
import { olderLogs } from './rotation.ts';
import { createLineReader, type LineReader, type SourceLine } from './source-line.ts';

/** Lines of a container's output that are looked through: of ours all are in the file as well. */
const MOST_OUTPUT = 5000;

const MEGABYTE = 1024 * 1024;

/** How much of what came between two looks at a file is read: with a filter much more than is shown, bytes. */
const MOST_READ = 256 * 1024;
const MOST_SEARCHED = 16 * MEGABYTE;
/** How far back the last lines are looked for, bytes: with a filter few lines may fit. */
const MOST_BACK = 32 * MEGABYTE;
const MOST_SEARCHED_BACK = 256 * MEGABYTE;

/** The two sources of an instance's log, opened, and what stood in them last. */
export interface OpenLog {
  readonly file: FollowedFile<SourceLine>;
  readonly runtime: Runtime | null;
  readonly sieve: Sieve;
  readonly readOutput: LineReader;
  /** Oldest first. */
  readonly lines: readonly SourceLine[];
  readonly notes: readonly string[];
  /** When the engine got the last line of output that was read, ISO 8601; null when there was none. */
  readonly lastOutput: string | null;
}

/**
 * Opens the log of an instance.
 * @param unended whether a last line without an end counts
 * @throws AppError BAD_VALUE for a wrong expression
 */
export async function openLog(
  known: ManagedInstance,
  runtime: Runtime | null,
  request: LogRequest,
  unended: boolean,
): Promise<OpenLog> {
  const sieve = createSieve(request.filter);
  const wanted = request.filter ? MOST_OUTPUT : Math.min(request.lines, MOST_OUTPUT);
  const { lines: output, note } = await outputOf(runtime, known.id, wanted);
  const zone = clockOf(runtime, output);
  const readFile = createLineReader('file', zone);
  const readOutput = createLineReader('output', zone);
  const mostBack = request.filter ? MOST_SEARCHED_BACK : MOST_BACK;
  const file = new FollowedFile<SourceLine>({
    path: known.paths.logFile,
    older: olderLogs(known.paths.logFile),
    pick: (lines) => sieve(lines.map((line) => readFile(line))),
    mostBack,
    mostBytes: request.filter ? MOST_SEARCHED : MOST_READ,
  });
  try {
    const last = await file.begin(request.lines, { unended });
    const merged = mergeLines(inOrder(last.lines), sieve(output.map(({ at, text }) => readOutput(text, at))));
    const cut = last.cut ? [`Only the newest ${mostBack / MEGABYTE} MB of the log were looked through.`] : [];
    return {
      file,
      runtime,
      sieve,
      readOutput,
      lines: request.lines === 0 ? [] : merged.slice(-request.lines),
      notes: [...last.notes, ...cut, ...(note === null ? [] : [note])],
      lastOutput: output.findLast(({ at }) => at !== null)?.at ?? null,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Read backwards, lines took their time from those behind them. */
function inOrder(lines: readonly SourceLine[]): readonly SourceLine[] {
  let time = Number.NEGATIVE_INFINITY;
  return lines.map((each) => {
    if (each.line.at !== null) time = Date.parse(each.line.at);
    return { ...each, time };
  });
}

async function outputOf(runtime: Runtime | null, id: string, lines: number) {
  if (!runtime || lines === 0) return { lines: [], note: null };
  try {
    return { lines: await runtime.output(id, lines), note: null };
  } catch (error) {
    if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
    return { lines: [], note: 'The container engine does not answer: only what stands in the log file is shown.' };
  }
}

/** A container's clock is not in this computer's zone: how far it is off shows in lines whose time the engine noted. */
function clockOf(
  runtime: Runtime | null,
  output: readonly { readonly at: string | null; readonly text: string }[],
): Zone {
  if (runtime?.kind !== 'docker') return null;
  const line = output.findLast(({ at, text }) => at !== null && zoneOf(text, at) !== null);
  return line?.at ? zoneOf(line.text, line.at) : 0;
}
