import { act } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { connection } from './api.ts';
import { sendFile } from './files.ts';
import * as clientWords from './words.ts';

// cspell:ignore täglich

const connected = connection.get();

afterEach(() => {
  vi.useRealTimers();
  act(() => connection.set(connected));
});

describe('sendFile', () => {
  type Listener = (event: { loaded: number; total: number }) => void;
  class Request {
    static last: Request;
    readonly listeners = new Map<string, Listener>();
    readonly upload = {
      addEventListener: (type: string, listener: Listener) => this.listeners.set(`upload ${type}`, listener),
    };
    status = 0;
    responseText = '';
    sent: unknown = null;
    address = '';
    constructor() {
      Request.last = this;
    }
    addEventListener(type: string, listener: Listener) {
      this.listeners.set(type, listener);
    }
    setRequestHeader() {}
    open(_: string, address: string) {
      this.address = address;
    }
    send(body: unknown) {
      this.sent = body;
    }
    abort() {
      this.fire('abort');
    }
    fire(type: string, loaded = 0, total = 0) {
      this.listeners.get(type)?.({ loaded, total });
    }
    answer(status: number, text: string) {
      this.status = status;
      this.responseText = text;
      this.fire('load');
    }
  }
  const file = new File(['data'], 'täglich & gut.rdb');
  const send = (upload: string | null = null) => {
    vi.stubGlobal('XMLHttpRequest', Request);
    const abort = new AbortController();
    const onProgress = vi.fn();
    return { abort, onProgress, result: sendFile(file, { upload, signal: abort.signal, onProgress }) };
  };
  afterEach(() => vi.unstubAllGlobals());

  test('send › accepted › the id, and the name survives the address', async () => {
    const { result, onProgress } = send('u1');
    const { searchParams } = new URL(Request.last.address, 'http://localhost');
    expect(Object.fromEntries(searchParams)).toEqual({ name: 'täglich & gut.rdb', upload: 'u1' });
    Request.last.fire('upload progress', 2, 4);
    expect(onProgress).toHaveBeenCalledWith(expect.objectContaining({ sentBytes: 2, totalBytes: 4 }));
    Request.last.answer(201, '{"upload":"u1"}');
    expect(await result).toBe('u1');
  });

  test.each([
    [413, '{"message":"It is larger than 4 GB."}', 'It is larger than 4 GB.'],
    [500, '<html>', clientWords.theAppRejectedName('täglich & gut.rdb')],
    [201, 'null', clientWords.theAppRejectedName('täglich & gut.rdb')],
    [201, '{"upload":7}', clientWords.theAppRejectedName('täglich & gut.rdb')],
  ])('send › answer %d %s › %s', async (status, text, message) => {
    const { result } = send();
    Request.last.answer(status, text);
    await expect(result).rejects.toThrow(message);
  });

  test('send › the connection breaks › a sentence', async () => {
    const { result } = send();
    Request.last.fire('error');
    await expect(result).rejects.toThrow(clientWords.theConnectionWasLostWhileName('täglich & gut.rdb'));
  });

  test('send › stopped, or stopped before it began › an abort, and nothing is sent', async () => {
    const { result, abort } = send();
    abort.abort();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    vi.stubGlobal('XMLHttpRequest', Request);
    const before = AbortSignal.abort();
    await expect(sendFile(file, { upload: null, signal: before, onProgress: () => undefined })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(Request.last.sent).toBeNull();
  });
});
