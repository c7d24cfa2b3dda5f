import { isAppError } from '../../../shared/contract/errors.ts';
import type { LogRequest } from '../../../shared/contract/logs.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { FollowedFile } from '../platform/files/followed-file.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { createSieve, type Sieve } from './log-filter.ts';
import { type Zone, zoneOf } from './log-line.ts';
import { mergeLines } from './merge-lines.ts';
import { olderLogs } from './rotation.ts';
import { createLineReader, type LineReader, type SourceLine } from './source-line.ts';

/** Output lines of a container to read; most are in the file as well. */
const MAX_OUTPUT_LINES = 5000;

const MEGABYTE = 1024 * 1024;

/** New bytes to read per poll, without and with a filter: with a filter, few of them may match. */
const MAX_READ = 256 * 1024;
const MAX_SEARCHED = 16 * MEGABYTE;
/** How far back to search for the last lines, without and with a filter. */
const MAX_BACK = 32 * MEGABYTE;
const MAX_SEARCHED_BACK = 256 * MEGABYTE;

/** The opened sources of a log, with their last lines. */
export interface OpenLog {
  readonly file: FollowedFile<SourceLine>;
  readonly runtime: Runtime | null;
  readonly sieve: Sieve;
  readonly readOutput: LineReader;
  /** Oldest first. */
  readonly lines: readonly SourceLine[];
  readonly notes: readonly string[];
  /** Engine time of the last output line read, ISO 8601; null without one. */
  readonly lastOutput: string | null;
}

/**
 * Opens the log of an instance.
 * @param unended whether to include a last line without a line feed
 * @throws AppError BAD_VALUE for an invalid regular expression
 */
export async function openLog(
  instance: ManagedInstance,
  runtime: Runtime | null,
  request: LogRequest,
  unended: boolean,
): Promise<OpenLog> {
  const sieve = createSieve(request.filter);
  const wanted = request.filter ? MAX_OUTPUT_LINES : Math.min(request.lines, MAX_OUTPUT_LINES);
  const { lines: output, note } = await outputOf(runtime, instance, wanted);
  const zone = clockOf(runtime, output);
  const readFile = createLineReader('file', zone);
  const readOutput = createLineReader('output', zone);
  const mostBack = request.filter ? MAX_SEARCHED_BACK : MAX_BACK;
  const file = new FollowedFile<SourceLine>({
    path: instance.paths.logFile,
    older: olderLogs(instance.paths.logFile),
    pick: (lines) => sieve(lines.map((line) => readFile(line))),
    mostBack,
    mostBytes: request.filter ? MAX_SEARCHED : MAX_READ,
  });
  try {
    const last = await file.begin(request.lines, { unended });
    const merged = mergeLines(inOrder(last.lines), sieve(output.map(({ at, text }) => readOutput(text, at))));
    const cut = last.cut ? [`Only the newest ${formatBytes(mostBack)} of the log were searched.`] : [];
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

/** Lines without a time take that of the line before; reading backwards assigned the one after. */
function inOrder(lines: readonly SourceLine[]): readonly SourceLine[] {
  let time = Number.NEGATIVE_INFINITY;
  return lines.map((each) => {
    if (each.line.at !== null) time = Date.parse(each.line.at);
    return { ...each, time };
  });
}

async function outputOf(runtime: Runtime | null, { id, record }: ManagedInstance, lines: number) {
  if (!runtime || lines === 0) return { lines: [], note: null };
  try {
    return { lines: await runtime.output(id, lines), note: null };
  } catch (error) {
    if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
    // The log file of another machine is there, too.
    return { lines: [], note: record?.engineName ? error.message : `${error.message} Only the log file is shown.` };
  }
}

/** A container may use another time zone. Output lines, which also have the engine's time, reveal the offset. */
function clockOf(
  runtime: Runtime | null,
  output: readonly { readonly at: string | null; readonly text: string }[],
): Zone {
  if (!can(runtime?.kind, 'logs')) return null;
  const line = output.findLast(({ at, text }) => at !== null && zoneOf(text, at) !== null);
  return line?.at ? zoneOf(line.text, line.at) : 0;
}
