import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { listenForStop, StopRequest } from './stop-request.ts';

describe('a stop request', () => {
  test('a wait › ends with the reason', async () => {
    const stop = new StopRequest();
    const waiting = stop.orStop(new Promise(() => {}));
    stop.ask({ by: 'signal' });
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED', message: 'Cancelled.' });
    await expect(stop.orStop(Promise.resolve(1))).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('a finished wait › unchanged', async () => {
    const stop = new StopRequest();
    await expect(stop.orStop(Promise.resolve(1))).resolves.toBe(1);
    await expect(stop.orStop(Promise.reject(new Error('own')))).rejects.toThrow('own');
  });

  test('second Ctrl-C › keeps the first reason and reports it', () => {
    const stop = new StopRequest();
    const repeated = vi.fn();
    stop.onRepeated = repeated;
    stop.ask({ by: 'signal' });
    expect(repeated).not.toHaveBeenCalled();
    stop.ask({ by: 'timeout', seconds: 3 });
    expect(repeated).not.toHaveBeenCalled();
    stop.ask({ by: 'signal' });
    expect(repeated).toHaveBeenCalledOnce();
    expect(stop.failure(true)).toMatchObject({ code: 'CANCELLED' });
    expect(stop.failure(true, 'One stays.').message).toBe('Cancelled. One stays.');
  });

  test('timeout › names the seconds and the flag', () => {
    const stop = new StopRequest();
    stop.ask({ by: 'timeout', seconds: 1.5 });
    expect(stop.failure()).toMatchObject({
      code: 'TIMED_OUT',
      message: 'Stopped after 1.5 s, the limit of --timeout.',
      data: { seconds: 1.5 },
    });
  });
});

describe('listenForStop', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s › requests a stop, while it listens', (signal) => {
    const signals = new EventEmitter();
    const stop = new StopRequest();
    const end = listenForStop(stop, signals, undefined);
    signals.emit(signal);
    expect(stop.reason).toEqual({ by: 'signal' });
    end();
    expect(signals.eventNames()).toEqual([]);
  });

  test('--timeout › requests a stop', async () => {
    const stop = new StopRequest();
    const end = listenForStop(stop, new EventEmitter(), 0.001);
    await expect(stop.orStop(new Promise(() => {}))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    end();
  });
});
