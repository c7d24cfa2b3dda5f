import type { LogLine } from '../../../shared/contract/logs.ts';
import { readLogLine, type Zone } from './log-line.ts';

/** A line with the keys to merge it with those of another source. */
export interface SourceLine {
  readonly line: LogLine;
  /** The beginning of the raw line, equal for the same line in both sources. */
  readonly key: string;
  /** Sort key, ms since the epoch: its own time, or that of the line before. */
  readonly time: number;
}

/** Long enough to distinguish lines, because Redis lines begin with their time. */
const KEY_CHARACTERS = 512;

export type LineReader = (text: string, at?: string | null) => SourceLine;

/** Parses the lines of one source in order. @param zone of the server's clock */
export function createLineReader(source: LogLine['source'], zone: Zone): LineReader {
  let time = Number.NEGATIVE_INFINITY;
  return (text, outputAt = null) => {
    const read = readLogLine(text, source, zone);
    const line = read.at === null && outputAt !== null ? { ...read, at: outputAt } : read;
    if (line.at !== null) time = Math.max(time, Date.parse(line.at));
    return { line, key: text.slice(0, KEY_CHARACTERS), time };
  };
}
