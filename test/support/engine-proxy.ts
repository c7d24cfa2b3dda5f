import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testDockerHost } from './docker-host.ts';
import { useTestHome } from './use-test-home.ts';

/** A call that stays where it is for as long as a test needs it to. */
export interface Held {
  /** Resolves when the call is held. */
  readonly reached: Promise<void>;
  readonly release: () => void;
}

/** A socket in front of the engine: it can be taken away and given back, and hold single calls. */
export interface EngineProxy {
  readonly dockerHost: string;
  /** As when the engine dies: every connection ends, and no new one is taken. */
  readonly cut: () => Promise<void>;
  readonly restore: () => Promise<void>;
  /**
   * Holds the next call that fits `METHOD /path`: before the engine hears of it, or when the engine has done it and
   * the answer is on its way back.
   */
  readonly hold: (call: RegExp, at: 'request' | 'answer') => Held;
  /** Answers every call that fits as an engine does that cannot do it; the engine itself never hears of it. */
  readonly refuse: (call: RegExp, status: number, message: string) => void;
}

/** For the test that calls it. Everything held is let go when that test has ended. */
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
    // Whoever asked may be gone by now: then the engine must never hear of it.
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
      // Or the headers of an event stream would wait for its first event.
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
