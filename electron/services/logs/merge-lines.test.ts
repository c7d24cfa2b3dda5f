import { describe, expect, it } from 'vitest';
import { Doubles } from './dedupe-lines.ts';
import { mergeLines } from './merge-lines.ts';
import { createLineReader, type SourceLine } from './source-line.ts';

const redis = (second: number, text: string) => `1:M 22 Nov 2026 09:00:0${second}.000 * ${text}`;
const engine = (second: number) => `2026-11-22T09:00:0${second}.500000000Z`;
const texts = (lines: readonly SourceLine[]) => lines.map(({ line }) => `${line.source} ${line.text}`);

function sources() {
  const [file, output] = [createLineReader('file', 0), createLineReader('output', 0)];
  return { file, output };
}

describe('file and output', () => {
  it('are merged by time, and what is in both comes once', () => {
    const { file, output } = sources();
    const inFile = [redis(1, 'one'), 'trace of one', redis(3, 'three'), redis(3, 'three'), redis(5, 'five')];
    const printed = [
      ['said by the shell', engine(0)],
      [redis(1, 'one'), engine(1)],
      ['trace of one', engine(1)],
      ['Killed', engine(4)],
      [redis(3, 'three'), engine(3)],
      [redis(3, 'three'), engine(3)],
      [redis(3, 'three'), engine(3)],
      ['last words', engine(9)],
    ] as const;
    const merged = mergeLines(
      inFile.map((line) => file(line)),
      printed.map(([text, at]) => output(text, at)),
    );
    expect(texts(merged)).toEqual([
      'output said by the shell',
      'file one',
      'file trace of one',
      'file three',
      'file three',
      'output Killed',
      'output three',
      'file five',
      'output last words',
    ]);
    expect(merged[5]?.line.at).toBe(engine(4));
  });

  it('of which only one is there are that one', () => {
    const { file, output } = sources();
    const [one, two] = [
      [file('a'), file('b')],
      [output('a', engine(1)), output('b', engine(2))],
    ];
    expect(mergeLines(one, [])).toEqual(one);
    expect(mergeLines([], two)).toEqual(two);
  });
});

describe('while both grow, a line of the output', () => {
  it('is told only when the file does not have it, whichever comes first', () => {
    const { file, output } = sources();
    const doubles = new Doubles();
    doubles.fromFile([file('before')], false, 0);
    doubles.fromOutput([output('before'), output('after'), output('alone')], false, 100);
    expect(doubles.take(100).lines).toEqual([]);
    doubles.fromFile([file('after')], false, 300);
    expect(texts(doubles.take(300).lines)).toEqual([]);
    expect(texts(doubles.take(2000).lines)).toEqual(['output alone']);
    expect(doubles.take(9000).lines).toEqual([]);
  });

  it('that Redis wrote is never told where Redis writes to the file', () => {
    const { output } = sources();
    const doubles = new Doubles();
    doubles.fromOutput([output(redis(1, 'one')), output('sh: not found')], true, 0);
    expect(texts(doubles.take(5000).lines)).toEqual(['output sh: not found']);
  });

  it('is not told while lines of the file are passed over: it may be the double of one of those', () => {
    const { output } = sources();
    const doubles = new Doubles();
    doubles.fromFile([], true, 0);
    doubles.fromOutput([output('trace')], false, 0);
    expect(doubles.take(2000)).toEqual({ lines: [], dropped: 0 });
    doubles.fromOutput([output('later')], false, 4000);
    expect(texts(doubles.take(6000).lines)).toEqual(['output later']);
  });
});
