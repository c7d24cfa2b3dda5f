import { describe, expect, test } from 'vitest';
import { progressLines, StreamedFailure } from '../engine/progress-lines.ts';
import { noRegistryAnswered } from './pull-image.ts';
import { createPullProgress } from './pull-progress.ts';

const mb = 1024 * 1024;

describe('pull progress', () => {
  test('several layers › adds them up, never decreases, ends at 1', () => {
    const progress = createPullProgress();
    const line = (id: string, status: string, current?: number, total?: number) =>
      progress({ id, status, progressDetail: { ...(current && { current }), ...(total && { total }) } });
    expect(line('7-alpine', 'Pulling from library/redis')).toBeNull();
    expect(line('a', 'Pulling fs layer')).toBeNull();
    expect(line('a', 'Downloading', 5 * mb, 10 * mb)).toEqual({ fraction: 0.45, detail: '5 MB of 10 MB' });
    // A new layer increases the total; the fraction must not decrease.
    expect(line('b', 'Downloading', 1 * mb, 30 * mb)).toEqual({ fraction: 0.45, detail: '6 MB of 40 MB' });
    line('a', 'Download complete');
    expect(line('b', 'Download complete')).toEqual({ fraction: 0.9, detail: '40 MB, unpacking' });
    line('a', 'Extracting', 10 * mb, 10 * mb);
    line('a', 'Pull complete');
    expect(line('b', 'Pull complete')?.fraction).toBeCloseTo(1);
    expect(line('c', 'Already exists')).toBeNull();
  });

  test('no sizes › fraction is null', () => {
    expect(createPullProgress()({ id: 'a', status: 'Download complete' })?.fraction).toBeNull();
  });
});

describe('progress lines', () => {
  const collect = async (...chunks: string[]) => {
    const lines = [];
    async function* stream() {
      yield* chunks;
    }
    for await (const line of progressLines(stream())) lines.push(line);
    return lines;
  };

  test('lines split across chunks › parsed', async () => {
    expect(await collect('{"status":"a"}\r\n{"sta', 'tus":"b"}\n', '{"stream":"c"}')).toEqual([
      { status: 'a' },
      { status: 'b' },
      { stream: 'c' },
    ]);
  });

  test('error line after "200 OK" › throws StreamedFailure', async () => {
    await expect(collect('{"errorDetail":{"message":"no"},"error":"no"}\n')).rejects.toThrow(new StreamedFailure('no'));
  });
});

test.each([
  ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host', true],
  ['Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused', true],
  ['net/http: request canceled while waiting for connection (Client.Timeout exceeded)', true],
  ['toomanyrequests: You have reached your pull rate limit', true],
  ['manifest for redis:nonesuch not found: manifest unknown: manifest unknown', false],
  ['pull access denied for x, repository does not exist or may require "docker login"', false],
])('no registry answered › "%s" › %s', (said, expected) => {
  expect(noRegistryAnswered(said)).toBe(expected);
});
