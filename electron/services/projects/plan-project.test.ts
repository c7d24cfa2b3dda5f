import { expect, test } from 'vitest';
import { isVersion, withVersion } from './plan-project.ts';

test.each([
  ['redis:7-alpine', '7.2', 'redis:7.2-alpine'],
  ['redis:7.4.1-alpine3.20', '8', 'redis:8-alpine3.20'],
  ['redis', '7', 'redis:7'],
  ['redis:latest', '7.2.5', 'redis:7.2.5'],
  ['localhost:5000/team/redis:7-alpine', '7.2', 'localhost:5000/team/redis:7.2-alpine'],
  ['localhost:5000/team/redis', '7.2', 'localhost:5000/team/redis:7.2'],
  ['redis:7-alpine@sha256:0123', '7.2', 'redis:7.2-alpine'],
])('image %s › version %s › %s', (image, version, expected) => {
  expect(withVersion(image, version)).toBe(expected);
});

test.each([
  ['7.2.5', '7', true],
  ['7.2.5', '7.2', true],
  ['7.2.5', '7.2.5', true],
  ['7.2.5', '7.2.6', false],
  ['7.20.1', '7.2', false],
  ['70.0.1', '7', false],
])('version %s › asked for %s › %s', (actual, wanted, expected) => {
  expect(isVersion(actual, wanted)).toBe(expected);
});
