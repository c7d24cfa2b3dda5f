import { type Block, commandsOf } from './document.ts';
import { lineLacks } from './lines.ts';

/** A line of the document that was run, or the reason why not. */
interface HeldLine {
  readonly block: Block;
  readonly line: string;
  readonly reason: string | null;
  readonly ms: number;
}

export const heldLines: HeldLine[] = [];

/** Prints every command block, and whether its lines keep their promises. */
export function reportOf(all: readonly Block[]): void {
  const lines = all.flatMap((block) => [
    `\n${block.chapter} › ${block.heading} (line ${block.line})`,
    ...commandsOf(block.text).map((line) => {
      const found = heldLines.find((one) => one.block === block && one.line === line);
      if (found === undefined) return `  does NOT hold  ${line}`;
      if (found.reason !== null) return `  skipped        ${line}  [${found.reason}]`;
      const lacks = lineLacks(line);
      if (lacks !== null) return `  holds in part  ${line}  [${lacks}]`;
      return `  holds          ${line}  (${(found.ms / 1000).toFixed(1)} s)`;
    }),
  ]);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
