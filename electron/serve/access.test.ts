import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createAccess } from './access.ts';
import { newSession } from './session.ts';

function request(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}

test('access › host names › only ours, with our port', () => {
  const { isOwn } = createAccess(7000);
  for (const host of ['127.0.0.1:7000', 'localhost:7000', '[::1]:7000']) expect(isOwn(request({ host }))).toBe(true);
  for (const host of ['127.0.0.1', '127.0.0.1:7001', 'rebound.example:7000', '127.0.0.1:7000.example', '']) {
    expect(isOwn(request({ host }))).toBe(false);
  }
  expect(isOwn(request({}))).toBe(false);
});

test('access › origins › only the requested one; a WebSocket must have one', () => {
  const { isOwn, isOwnPage } = createAccess(7000);
  const host = '127.0.0.1:7000';
  expect(isOwn(request({ host, origin: `http://${host}` }))).toBe(true);
  expect(isOwnPage(request({ host, origin: `http://${host}` }))).toBe(true);
  expect(isOwnPage(request({ host }))).toBe(false);
  for (const origin of ['http://localhost:7000', 'http://127.0.0.1:7001', 'https://127.0.0.1:7000', 'null']) {
    expect(isOwn(request({ host, origin }))).toBe(false);
    expect(isOwnPage(request({ host, origin }))).toBe(false);
  }
});

test('access › each start › another token of 256 bits', () => {
  const tokens = new Set(Array.from({ length: 20 }, () => createAccess(7000).token));
  expect(tokens.size).toBe(20);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('access › cookies › only ours, for our port', () => {
  const session = newSession();
  const { isKnown, token, cookie } = createAccess(7000, { session });
  expect(isKnown(request({ cookie: `a=b; vrooli_redis_7000=${session}; c=d` }))).toBe(true);
  expect(cookie()).toBe(`vrooli_redis_7000=${session}; Path=/; HttpOnly; SameSite=Strict`);
  const wrong = ['', `vrooli_redis_7001=${session}`, `vrooli_redis_7000=${session}x`, `xvrooli_redis_7000=${session}`];
  // The link's token is in the terminal and in the address for a moment; alone it makes nobody known.
  wrong.push(`vrooli_redis_7000=${token}`);
  for (const value of wrong) expect(isKnown(request({ cookie: value }))).toBe(false);
  expect(isKnown(request({}))).toBe(false);
});

test('access › a link token › works once, for a minute', () => {
  vi.useFakeTimers();
  try {
    const { admits, handOut } = createAccess(7000);
    const [first, second] = [handOut(), handOut()];
    expect(admits(first)).toBe(true);
    expect(admits(first)).toBe(false);
    vi.advanceTimersByTime(60_001);
    expect(admits(second)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});
