import { describe, expect, it } from 'vitest';
import { LineDeduplicator } from './dedupe-lines.ts';
import { mergeLines } from './merge-lines.ts';
import { createLineReader, type SourceLine } from './source-line.ts';

const redis = (second: number, text: string) => `1:M 22 Nov 2026 09:00:0${second}.000 * ${text}`;
const engine = (second: number) => `2026-11-22T09:00:0${second}.500000000Z`;
const texts = (lines: readonly SourceLine[]) => lines.map(({ line }) => `${line.source} ${line.text}`);

function sources() {
  const [file, output] = [createLineReader('file', 0), createLineReader('output', 0)];
  return { file, output };
}

describe('merge file and output', () => {
  it('both sources › sorted by time, duplicates once', () => {
    const { file, output } = sources();
    const inFile = [redis(1, 'one'), 'trace of one', redis(3, 'three'), redis(3, 'three'), redis(5, 'five')];
    const printed = [
      ['printed by the shell', engine(0)],
      [redis(1, 'one'), engine(1)],
      ['trace of one', engine(1)],
      ['Killed', engine(4)],
      [redis(3, 'three'), engine(3)],
      [redis(3, 'three'), engine(3)],
      [redis(3, 'three'), engine(3)],
      ['last line', engine(9)],
    ] as const;
    const merged = mergeLines(
      inFile.map((line) => file(line)),
      printed.map(([text, at]) => output(text, at)),
    );
    expect(texts(merged)).toEqual([
      'output printed by the shell',
      'file one',
      'file trace of one',
      'file three',
      'file three',
      'output Killed',
      'output three',
      'file five',
      'output last line',
    ]);
    expect(merged[5]?.line.at).toBe(engine(4));
  });

  it('one empty source › returns the other', () => {
    const { file, output } = sources();
    const [one, two] = [
      [file('a'), file('b')],
      [output('a', engine(1)), output('b', engine(2))],
    ];
    expect(mergeLines(one, [])).toEqual(one);
    expect(mergeLines([], two)).toEqual(two);
  });
});

describe('output line while both grow', () => {
  it('copy in the file, before or after › is dropped', () => {
    const { file, output } = sources();
    const dedupe = new LineDeduplicator();
    dedupe.fromFile([file('before')], false, 0);
    dedupe.fromOutput([output('before'), output('after'), output('alone')], false, 100);
    expect(dedupe.take(100).lines).toEqual([]);
    dedupe.fromFile([file('after')], false, 300);
    expect(texts(dedupe.take(300).lines)).toEqual([]);
    expect(texts(dedupe.take(2000).lines)).toEqual(['output alone']);
    expect(dedupe.take(9000).lines).toEqual([]);
  });

  it('written by Redis with a log file › is dropped', () => {
    const { output } = sources();
    const dedupe = new LineDeduplicator();
    dedupe.fromOutput([output(redis(1, 'one')), output('sh: not found')], true, 0);
    expect(texts(dedupe.take(5000).lines)).toEqual(['output sh: not found']);
  });

  it('file lines skipped › is dropped, because it may be a copy of one', () => {
    const { output } = sources();
    const dedupe = new LineDeduplicator();
    dedupe.fromFile([], true, 0);
    dedupe.fromOutput([output('trace')], false, 0);
    expect(dedupe.take(2000)).toEqual({ lines: [], dropped: 0 });
    dedupe.fromOutput([output('later')], false, 4000);
    expect(texts(dedupe.take(6000).lines)).toEqual(['output later']);
  });
});
