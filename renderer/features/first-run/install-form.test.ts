import { describe, expect, test } from 'vitest';
import {
  fieldErrors,
  installLine,
  installRequest,
  noFields,
  snapshotTimes,
  typedPort,
  whenFull,
} from './install-form.ts';
import * as firstRunWords from './words.ts';

describe('install fields', () => {
  test('install fields › empty › valid, defaults apply', () => {
    expect(fieldErrors(noFields, 'docker')).toEqual({});
    expect(installRequest(noFields, 'docker')).toEqual({ runtime: 'docker' });
  });

  test.each(['0', '65536', '-1', '6380a', '63 80', '1e3', '6380.5'])('install fields › port %s › invalid', (port) => {
    expect(fieldErrors({ ...noFields, port }, 'process').port).toBeTruthy();
    expect(typedPort(port)).toBeNull();
  });

  test.each(['1', ' 6380 ', '65535'])('install fields › port "%s" › valid', (port) => {
    expect(fieldErrors({ ...noFields, port }, 'process')).toEqual({});
  });

  test.each(['banana', '2 gb', '1.5gb', '-1', 'gb'])('install fields › memory %s › invalid', (memory) => {
    expect(fieldErrors({ ...noFields, memory }, 'process').memory).toBeTruthy();
  });

  test.each(['redis:7-alpine', 'valkey/valkey:8', 'localhost:5000/redis', 'redis@sha256:'.padEnd(77, 'a')])(
    'install fields › image %s › valid',
    (image) => {
      expect(fieldErrors({ ...noFields, image }, 'docker')).toEqual({});
    },
  );

  test.each(['redis 7', 'redis:', '/redis', 'redis;ls'])('install fields › image %s › invalid', (image) => {
    expect(fieldErrors({ ...noFields, image }, 'docker').image).toBeTruthy();
  });

  test('install fields › Docker fields with the process runtime › ignored', () => {
    const fields = { ...noFields, image: 'no image', imageArchive: 'nowhere' };
    expect(fieldErrors(fields, 'process')).toEqual({});
    expect(installRequest(fields, 'process')).toEqual({ runtime: 'process' });
  });
});

describe('installLine', () => {
  test('installLine › defaults › left out', () => {
    expect(installLine({ runtime: 'docker' })).toBe('manage.sh --action install');
    expect(installLine({ runtime: 'process' })).toBe('manage.sh --action install --runtime process');
  });

  test('installLine › every option › a flag each', () => {
    const fields = { port: '6400', memory: '512mb', image: 'redis:7.2', imageArchive: '/tmp/my redis.tar' };
    expect(installLine(installRequest(fields, 'docker'))).toBe(
      "manage.sh --action install --port 6400 --memory 512mb --image redis:7.2 --image-archive '/tmp/my redis.tar'",
    );
  });
});

test('snapshotTimes › several intervals › shortest and longest', () => {
  expect(snapshotTimes('900 1 300 10 60 10000')).toBe('every 60 s to 15 min, depending on writes');
  expect(snapshotTimes('300 1')).toBe('5 min after a write');
  expect(snapshotTimes('')).toBe('only on request');
});

test('whenFull › each policy › a sentence', () => {
  expect(whenFull('noeviction')).toBe('then writes are refused');
  expect(whenFull('allkeys-lru')).toBe('then the least recently used keys are evicted');
  expect(whenFull('volatile-lfu')).toBe('then the least often used keys with an expiry are evicted');
  expect(whenFull('volatile-ttl')).toBe('then keys that expire soonest are evicted');
});

describe('install fields › path of an image archive', () => {
  const problem = (imageArchive: string) => fieldErrors({ ...noFields, imageArchive }, 'docker').imageArchive;

  test.each(['/home/me/redis.tar', 'C:\\images\\redis.tar', 'd:/redis.tar', ' /a '])('%j › is absolute', (path) => {
    expect(problem(path)).toBeUndefined();
  });

  test.each(['redis.tar', './redis.tar', '../x.tar', '/', 'C:', '~/redis.tar', '~'])(
    '%j, which only a shell or a folder gives a meaning › is refused',
    (path) => expect(problem(path)).toBeTruthy(),
  );

  test('a runtime without images › ignores it', () => {
    expect(fieldErrors({ ...noFields, imageArchive: 'x', image: ';' }, 'process')).toEqual({});
  });
});

describe('snapshotTimes', () => {
  test.each(['', '   ', '0 1'])('%j › only on request', (intervals) => {
    expect(snapshotTimes(intervals)).toBe(firstRunWords.onlyOnRequest);
  });

  test('one interval, or equal ones › one time', () => {
    expect(snapshotTimes('900 1')).toBe(firstRunWords.shortestAfterAWrite('15 min'));
    expect(snapshotTimes('60 1 60 100')).toBe(firstRunWords.shortestAfterAWrite('60 s'));
  });

  test('several, in any order › from the shortest to the longest', () => {
    expect(snapshotTimes('60 10000 3600 1 300 100')).toBe(firstRunWords.savedEveryDepending('60 s', '60 min'));
  });
});

test.each([
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
  'noeviction',
] as const)('whenFull › %s › words, not the name of the policy', (policy) => {
  expect(whenFull(policy)).toMatch(/^then /);
  expect(whenFull(policy)).not.toContain(policy);
});
