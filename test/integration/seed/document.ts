import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../support/run-manage.ts';

/** A fenced block of the document. */
export interface Block {
  /** The heading above it, such as `Basic Usage`. */
  readonly heading: string;
  /** The heading of its chapter, such as `🚀 Quick Start`. */
  readonly chapter: string;
  readonly language: string;
  readonly text: string;
  /** The number of its first line in the document, from 1. */
  readonly line: number;
}

/** The product's specification, as its first user wrote it. */
export const specification = readFileSync(join(projectRoot, 'test/fixtures/redis-resource.md'), 'utf8');

export const blocks: readonly Block[] = readBlocks(specification);

export function readBlocks(document: string): readonly Block[] {
  const found: Block[] = [];
  let [chapter, heading] = ['', ''];
  let open: { readonly language: string; readonly line: number; readonly lines: string[] } | null = null;
  document.split('\n').forEach((line, index) => {
    const fence = /^```(\w*)$/.exec(line);
    if (open !== null && fence) {
      found.push({ chapter, heading, language: open.language, text: open.lines.join('\n'), line: open.line });
      open = null;
    } else if (open !== null) open.lines.push(line);
    else if (fence) open = { language: fence[1] ?? '', line: index + 2, lines: [] };
    else if (line.startsWith('## ')) [chapter, heading] = [line.slice(3).trim(), line.slice(3).trim()];
    // A bold line names a block below a common heading, such as "Redis won't start:".
    else heading = /^#{3,4} (.+)$/.exec(line)?.[1] ?? /^\*\*(.+?):?\*\*$/.exec(line)?.[1] ?? heading;
  });
  return found;
}

/** The command lines of a shell block: continued lines joined, without comments. */
export function commandsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s+)#\s.*$/, '').trim())
    .filter((line) => line !== '');
}
