import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testDockerHost } from './docker-host.ts';
import { useTestHome } from './use-test-home.ts';

/** A call that waits until the test releases it. */
export interface Held {
  /** Resolves when the call waits. */
  readonly reached: Promise<void>;
  readonly release: () => void;
}

/** A socket in front of the Docker engine that a test can cut, restore, and use to hold single calls. */
export interface EngineProxy {
  readonly dockerHost: string;
  /** Simulates a crash of the engine: closes every connection and accepts no new one. */
  readonly cut: () => Promise<void>;
  readonly restore: () => Promise<void>;
  /**
   * Holds the next call that matches `METHOD /path`: before it reaches the engine, or after the engine has run it and
   * before the response reaches the client.
   */
  readonly hold: (call: RegExp, at: 'request' | 'answer') => Held;
  /** Responds to every matching call with an error, without a call to the engine. */
  readonly refuse: (call: RegExp, status: number, message: string) => void;
}

/** For the calling test. Releases all held calls when the test ends. */
export async function useEngineProxy(): Promise<EngineProxy> {
  const home = await useTestHome({ docker: false });
  const path = join(home.path, 'engine.sock');
  const engine = (testDockerHost() ?? '').replace('unix://', '');
  const holds: { readonly call: RegExp; readonly at: 'request' | 'answer'; readonly pass: () => Promise<void> }[] = [];
  const refusals: { readonly call: RegExp; readonly status: number; readonly message: string }[] = [];
  const sockets = new Set<Socket>();
  let server: Server | null = null;

  const gate = async (at: 'request' | 'answer', call: string) => {
    const index = holds.findIndex((hold) => hold.at === at && hold.call.test(call));
    if (index >= 0) await holds.splice(index, 1)[0]?.pass();
  };
  const forward = async (asked: IncomingMessage, answer: ServerResponse) => {
    const { method = 'GET', url = '/', headers } = asked;
    const call = `${method} ${url}`;
    await gate('request', call);
    // The client may have disconnected: then the call must not reach the engine.
    if (asked.socket.destroyed) return;
    const refused = refusals.find((one) => one.call.test(call));
    if (refused) {
      asked.resume();
      answer.writeHead(refused.status, { 'content-type': 'application/json' });
      answer.end(JSON.stringify({ message: refused.message }));
      return;
    }
    const onward = request({ socketPath: engine, method, path: url, headers }, async (answered) => {
      await gate('answer', call);
      answer.writeHead(answered.statusCode ?? 500, answered.rawHeaders);
      // Otherwise the headers of an event stream would wait for its first event.
      answer.flushHeaders();
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  };
  const restore = async () => {
    const opened = createServer((asked, answer) => void forward(asked, answer));
    opened.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(path, resolve));
  };
  const cut = async () => {
    const closed = new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(undefined)));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await restore();
  onTestFinished(cut);
  return {
    dockerHost: `unix://${path}`,
    cut,
    restore,
    refuse: (call, status, message) => void refusals.push({ call, status, message }),
    hold(call, at) {
      let reach = () => {};
      let release = () => {};
      const reached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      onTestFinished(() => release());
      holds.push({
        call,
        at,
        pass: () => {
          reach();
          return released;
        },
      });
      return { reached, release };
    },
  };
}
