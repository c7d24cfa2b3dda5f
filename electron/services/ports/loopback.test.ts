import { expect, test } from 'vitest';
import { isLoopback, isLoopbackHost } from './loopback.ts';

test.each(['127.0.0.1', '127.8.9.1', '::1'])('loopback › %s › only this machine', (address) => {
  expect(isLoopback(address)).toBe(true);
  expect(isLoopbackHost(address)).toBe(true);
});

test.each(['0.0.0.0', '::', '', '192.168.1.7', '::1234', 'localhost.example.com'])('loopback › %j › not', (address) => {
  expect(isLoopback(address)).toBe(false);
  expect(isLoopbackHost(address)).toBe(false);
});

test('loopback › localhost › a name and no address', () => {
  expect([isLoopback('localhost'), isLoopbackHost('localhost')]).toEqual([false, true]);
});
