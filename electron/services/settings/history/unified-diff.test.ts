import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

test('unified diff › one changed line › shows it with three lines of context', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(unifiedDiff('f', before, before.replace('e', 'E'))).toBe(
    '--- f\n+++ f\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  );
});

test('unified diff › identical texts › is empty', () => {
  expect(unifiedDiff('f', 'a\n', 'a\n')).toBe('');
});

/** An independent implementation of patch. */
function applied(before: string, diff: string): string {
  const old = before.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2, -1)) {
    const head = /^@@ -(\d+),(\d+) /.exec(line);
    if (head) {
      // An empty old range names the line that it follows.
      const start = Number(head[1]) - 1;
      while (at < start) result.push(old[at++] as string);
    } else if (line.startsWith('+')) {
      result.push(line.slice(1));
    } else {
      expect(old[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) result.push(line.slice(1));
      at += 1;
    }
  }
  return [...result, ...old.slice(at)].join('\n');
}

test('unified diff › any two texts › applying it yields the second', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 40 }).map((list) => list.join('\n'));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      fc.pre(before !== after);
      expect(applied(before, unifiedDiff('f', before, after))).toBe(after);
    }),
    { numRuns: 500 },
  );
});
