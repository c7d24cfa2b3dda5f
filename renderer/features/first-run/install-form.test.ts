import { describe, expect, test } from 'vitest';
import { fieldErrors, installLine, installWish, noFields, snapshotTimes, typedPort, whenFull } from './install-form.ts';

describe('what is typed', () => {
  test('may be nothing', () => {
    expect(fieldErrors(noFields, 'docker')).toEqual({});
    expect(installWish(noFields, 'docker')).toEqual({ runtime: 'docker' });
  });

  test.each(['0', '65536', '-1', '6380a', '63 80', '1e3', '6380.5'])('port %s is refused', (port) => {
    expect(fieldErrors({ ...noFields, port }, 'process').port).toBeTruthy();
    expect(typedPort(port)).toBeNull();
  });

  test.each(['1', ' 6380 ', '65535'])('port "%s" is taken', (port) => {
    expect(fieldErrors({ ...noFields, port }, 'process')).toEqual({});
  });

  test.each(['banana', '2 gb', '1.5gb', '-1', 'gb'])('memory %s is refused', (memory) => {
    expect(fieldErrors({ ...noFields, memory }, 'process').memory).toBeTruthy();
  });

  test.each(['redis:7-alpine', 'valkey/valkey:8', 'localhost:5000/redis', 'redis@sha256:'.padEnd(77, 'a')])(
    'image %s is taken',
    (image) => {
      expect(fieldErrors({ ...noFields, image }, 'docker')).toEqual({});
    },
  );

  test.each(['redis 7', 'redis:', '/redis', 'redis;ls'])('image %s is refused', (image) => {
    expect(fieldErrors({ ...noFields, image }, 'docker').image).toBeTruthy();
  });

  test('about Docker does not matter to the process runtime', () => {
    const fields = { ...noFields, image: 'no image', imageArchive: 'nowhere' };
    expect(fieldErrors(fields, 'process')).toEqual({});
    expect(installWish(fields, 'process')).toEqual({ runtime: 'process' });
  });
});

describe('the terminal line', () => {
  test('says only what is not chosen anyway', () => {
    expect(installLine({ runtime: 'docker' })).toBe('manage.sh --action install');
    expect(installLine({ runtime: 'process' })).toBe('manage.sh --action install --runtime process');
  });

  test('holds every choice', () => {
    const fields = { port: '6400', memory: '512mb', image: 'redis:7.2', imageArchive: '/tmp/my redis.tar' };
    expect(installLine(installWish(fields, 'docker'))).toBe(
      "manage.sh --action install --port 6400 --memory 512mb --image redis:7.2 --image-archive '/tmp/my redis.tar'",
    );
  });
});

test('snapshots come between the shortest and the longest interval', () => {
  expect(snapshotTimes('900 1 300 10 60 10000')).toBe('after 60 s to 15 min, depending on changes');
  expect(snapshotTimes('300 1')).toBe('5 min after a change');
  expect(snapshotTimes('')).toBe('only when it is asked for');
});

test('every policy is told in words', () => {
  expect(whenFull('noeviction')).toBe('then writes are refused');
  expect(whenFull('allkeys-lru')).toBe('then the least recently used keys are evicted');
  expect(whenFull('volatile-lfu')).toBe('then the least often used keys with an expiry are evicted');
  expect(whenFull('volatile-ttl')).toBe('then keys that expire soonest are evicted');
});
