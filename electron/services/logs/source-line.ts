import type { LogLine } from '../../../shared/contract/logs.ts';
import { readLogLine, type Zone } from './log-line.ts';

/** A line with what is needed to put it in its place among those of another source. */
export interface SourceLine {
  readonly line: LogLine;
  /** The beginning of the line as it was written: the same line in two sources has the same. */
  readonly key: string;
  /** By which it is ordered, ms since 1970: its own time, or that of the line before it. */
  readonly time: number;
}

/** Long enough to tell lines apart: each of Redis's begins with its time. */
const KEY_CHARACTERS = 512;

export type LineReader = (text: string, at?: string | null) => SourceLine;

/** Reads the lines of one source in their order. @param zone of the server's clock */
export function createLineReader(source: LogLine['source'], zone: Zone): LineReader {
  let time = Number.NEGATIVE_INFINITY;
  return (text, outputAt = null) => {
    const read = readLogLine(text, source, zone);
    const line = read.at === null && outputAt !== null ? { ...read, at: outputAt } : read;
    if (line.at !== null) time = Math.max(time, Date.parse(line.at));
    return { line, key: text.slice(0, KEY_CHARACTERS), time };
  };
}
