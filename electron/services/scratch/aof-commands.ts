import { createReadStream } from 'node:fs';
import { isDataCommand, refusedCommand } from './scratch-commands.ts';
import { ScratchError } from './scratch-server.ts';

/** Command names are short: a longer argument is not a command. */
const LONGEST_NAME = 64;
/** `*` and `$` are followed by a number of at most this many digits. */
const LONGEST_NUMBER = 20;

/**
 * Reads an AOF before a server loads it, if the scratch server cannot be isolated from the network: only commands that
 * change keys are accepted. Arguments are skipped, so a value of gigabytes takes no memory.
 * @param from where the commands begin: after an RDB preamble
 * @throws ScratchError with the first command that is not data. Redis itself reports a damaged or truncated file.
 */
export async function requireDataCommands(path: string, from: number, signal: AbortSignal): Promise<void> {
  const scanner = createScanner();
  for await (const chunk of createReadStream(path, { start: from, signal, highWaterMark: 1024 ** 2 })) {
    for (const command of scanner.read(chunk as Buffer)) {
      if (!isDataCommand(command)) throw new ScratchError(refusedCommand(command));
    }
    if (scanner.broken()) return;
  }
}

interface Scanner {
  /** The names of the commands that begin in this part. */
  read(chunk: Buffer): readonly string[];
  /** Whether the rest is not an AOF. */
  broken(): boolean;
}

/** Follows `*<arguments>`, `$<length>`, the bytes, and lines of annotations (`#TS:…`), wherever a chunk cuts them. */
function createScanner(): Scanner {
  let state: 'line' | 'name' | 'skip' | 'broken' = 'line';
  let line = '';
  let argumentsLeft = 0;
  let isFirst = false;
  let bytesLeft = 0;
  let name = '';

  /** @returns whether the line is one that an AOF has */
  function takeLine(): boolean {
    const number = /^[*$](\d{1,20})\r?$/.exec(line);
    if (line.startsWith('#') && argumentsLeft === 0) return true;
    if (!number) return false;
    const value = Number(number[1]);
    if (line.startsWith('*')) {
      if (argumentsLeft > 0 || value === 0) return false;
      argumentsLeft = value;
      isFirst = true;
      return true;
    }
    if (argumentsLeft === 0 || (isFirst && value > LONGEST_NAME)) return false;
    argumentsLeft -= 1;
    bytesLeft = value + 2;
    state = isFirst ? 'name' : 'skip';
    isFirst = false;
    return true;
  }

  return {
    broken: () => state === 'broken',
    read(chunk) {
      const commands: string[] = [];
      for (let at = 0; at < chunk.length && state !== 'broken'; ) {
        if (state === 'line') {
          const end = chunk.indexOf(0x0a, at);
          line += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
          if (end === -1) {
            if (line.length > LONGEST_NUMBER + 2 && !line.startsWith('#')) state = 'broken';
            return commands;
          }
          at = end + 1;
          if (!takeLine()) state = 'broken';
          line = '';
          continue;
        }
        const taken = Math.min(bytesLeft, chunk.length - at);
        if (state === 'name') name += chunk.toString('latin1', at, at + taken);
        bytesLeft -= taken;
        at += taken;
        if (bytesLeft > 0) continue;
        if (state === 'name') {
          commands.push(name.slice(0, -2).toUpperCase());
          name = '';
        }
        state = 'line';
      }
      return commands;
    },
  };
}
