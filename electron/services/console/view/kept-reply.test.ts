import { describe, expect, test } from 'vitest';
import { createKeptReply, KeptReplies, shown } from './kept-reply.ts';

const MB = 1024 * 1024;

function replyOf(...parts: readonly (string | Buffer)[]) {
  const reply = createKeptReply();
  for (const part of parts) reply.output.write(Buffer.from(part as string));
  return reply;
}

/** Reads a reply as the console does with "Show more". */
function pagesOf(reply: ReturnType<typeof replyOf>, receivedBytes = 0): readonly string[] {
  const pages: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page = reply.page(from, receivedBytes);
    pages.push(page.text);
    from = page.next;
  }
  return pages;
}

describe('kept reply › pages', () => {
  test('a short reply › one page, without its last line break', () => {
    expect(replyOf('"a"\n').page(0, 4)).toEqual({ text: '"a"', next: null, lostBytes: 0 });
  });

  test('parts of a reply › one text, even if a part ends within a character', () => {
    const [first, second] = [Buffer.from('café').subarray(0, 4), Buffer.from('café').subarray(4)];
    expect(pagesOf(replyOf(first, second))).toEqual(['café']);
  });

  test('many lines › pages of whole lines that together are the reply', () => {
    const text = Array.from({ length: 1001 }, (_, line) => `${line}) "value"`).join('\n');
    const pages = pagesOf(replyOf(`${text}\n`));
    expect(pages).toHaveLength(6);
    expect(pages.join('')).toBe(text);
    expect(pages[0]?.endsWith('\n')).toBe(true);
  });

  test('a line longer than a page › cut, and nothing is lost', () => {
    const text = `"${'x'.repeat(40_000)}"`;
    const pages = pagesOf(replyOf(text));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.join('')).toBe(text);
  });

  test('an emoji at the end of a page › stays whole', () => {
    for (const before of [16_382, 16_383, 16_384]) {
      const pages = pagesOf(replyOf(`${'x'.repeat(before)}😀${'y'.repeat(40)}`));
      // Half of it alone would become a replacement character in the view.
      for (const page of pages) expect(Buffer.from(page).toString()).toBe(page);
      expect(pages.join('')).toContain('😀');
    }
  });
});

describe('kept reply › limits', () => {
  test('more than it keeps › reports how much is missing, and keeps no more', () => {
    const reply = replyOf(Buffer.alloc(3 * MB, 'a'), Buffer.alloc(3 * MB, 'b'), 'c');
    expect(reply.output.isFull?.()).toBe(true);
    expect(reply.sizeBytes).toBe(4 * MB);
    expect(reply.page(0, 6 * MB + 1).lostBytes).toBe(2 * MB + 1);
  });

  test('exactly what it keeps › nothing is missing', () => {
    expect(replyOf(Buffer.alloc(4 * MB, 'a')).page(0, 4 * MB).lostBytes).toBe(0);
  });

  test('taken › its bytes, once', () => {
    const reply = replyOf('abc');
    expect(reply.take().toString()).toBe('abc');
    expect([reply.sizeBytes, reply.take().length]).toEqual([0, 0]);
  });
});

describe('kept replies of a console', () => {
  test('within the limit › each by its id', () => {
    const replies = new KeptReplies();
    const ids = ['a', 'b'].map((text) => replies.add(replyOf(text), 1));
    expect(ids.map((id) => replies.page(id, 0)?.text)).toEqual(['a', 'b']);
    expect(replies.page('nothing', 0)).toBeNull();
  });

  test('above the limit › the oldest are forgotten, never the newest', () => {
    const replies = new KeptReplies();
    const ids = Array.from({ length: 8 }, () => replies.add(replyOf(Buffer.alloc(4 * MB, 'a')), 4 * MB));
    const kept = ids.map((id) => replies.page(id, 0) !== null);
    expect(kept).toEqual([false, false, true, true, true, true, true, true]);
  });
});

describe('shown', () => {
  test.each([
    ['an ANSI escape', '\u001b[2Jgone', '\u001b'],
    ['a bell', 'a\u0007b', '\u0007'],
    ['a NUL', 'b\u0000c', '\u0000'],
    ['an override of the text direction', 'user\u202Etxt.exe', '\u202E'],
  ])('%s in a status › does not reach a client', (_, text, character) => {
    expect(shown(Buffer.from(text))).not.toContain(character);
  });

  test('line ends of INFO › stay lines', () => {
    expect(shown(Buffer.from('# Server\r\nredis_version:7.0.15\r\n'))).toBe('# Server\nredis_version:7.0.15');
  });
});
