import { expect, test } from 'vitest';
import { formatBytes } from '../../../../../shared/format/bytes.ts';
import { checkImageName, fitsTag, fullImageName, mirroredName, sameImage } from './image-name.ts';

test('full image name › no tag, registry port or digest › adds latest only without a tag', () => {
  expect(fullImageName('redis')).toBe('redis:latest');
  expect(fullImageName('redis:7-alpine')).toBe('redis:7-alpine');
  expect(fullImageName('127.0.0.1:5000/redis')).toBe('127.0.0.1:5000/redis:latest');
  const digest = `redis@sha256:${'a'.repeat(64)}`;
  expect(fullImageName(digest)).toBe(digest);
});

test('same image › Docker and Podman spelling › equal', () => {
  expect(sameImage('redis:7', 'docker.io/library/redis:7')).toBe(true);
  expect(sameImage('mine/redis', 'localhost/mine/redis:latest')).toBe(true);
  expect(sameImage('redis:7', 'redis:8')).toBe(false);
});

test.each([
  'redis',
  'redis:7-alpine',
  'library/redis:7',
  'ghcr.io/some-one/redis_x/y.z:V1',
  'localhost/redis',
  'host:5000/redis:7',
  `redis@sha256:${'0'.repeat(64)}`,
])('check image name › %s › accepted', (name) => {
  expect(() => checkImageName(name)).not.toThrow();
});

test.each([
  '',
  'Redis',
  'two words',
  '../containers/x/kill',
  'redis:',
  'redis@sha256:1',
  'redis/',
  'a'.repeat(300),
  'redis?x=1',
])('check image name › "%s" › refused', (name) => {
  expect(() => checkImageName(name)).toThrow(/is not an image name/);
});

test('format bytes › powers of 1024', () => {
  expect([0, 1023, 1024, 1536, 18.4 * 1024 * 1024, 3 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1 KB',
    '1 KB',
    '1.5 KB',
    '18.4 MB',
    '3 GB',
  ]);
});

test.each([
  ['redis:7-alpine', '7.0.15', true],
  ['redis:7.0', '7.0.15', true],
  ['redis:7.0.1', '7.0.15', false],
  ['redis:7.2-alpine', '7.0.15', false],
  ['redis:8', '7.0.15', false],
  ['localhost:5000/redis', '7.0.15', true],
  ['redis:alpine3.20', '7.0.15', true],
  ['redis:latest', '7.0.15', true],
  ['valkey/valkey:8.1.1', '8.1.1', true],
])('fits tag › %s, version %s › %s', (image, version, fits) => {
  expect(fitsTag(image, version)).toBe(fits);
});

test.each([
  ['redis:7-alpine', 'mirror.example.com/library/redis:7-alpine'],
  ['redis', 'mirror.example.com/library/redis:latest'],
  ['valkey/valkey:8', 'mirror.example.com/valkey/valkey:8'],
  ['docker.io/library/redis:7', 'mirror.example.com/library/redis:7'],
  ['ghcr.io/example/redis:7', null],
  ['localhost:5000/redis:7', null],
  [`redis@sha256:${'a'.repeat(64)}`, null],
  [`sha256:${'a'.repeat(64)}`, null],
])('mirroredName › %s › %s', (image, name) => {
  expect(mirroredName(image, 'mirror.example.com')).toBe(name);
  expect(mirroredName(image, '')).toBeNull();
});
