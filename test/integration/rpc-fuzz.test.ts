import { once } from 'node:events';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalApi } from '../../electron/rpc/local.ts';
import { serveMessagePort } from '../../electron/rpc/message-port.ts';
import { openChannel, portClient } from '../support/main-port.ts';
import { input, leaks, message, portMessage, procedures } from '../support/rpc-fuzz.ts';
import { createTestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { openServices, openSocket, openView, socketClient } from '../support/view-server.ts';

const COUNT = thorough ? 5000 : 600;
/** For much slower machines, ms. */
const LONGEST = 300_000;
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_119);
const sample = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { numRuns: COUNT, seed: SEED });

/** A machine without any runtime, so that a random call can start nothing. */
async function fuzzedServices() {
  const home = await createTestHome({ docker: false });
  onTestFinished(home.dispose);
  const services = await openServices({ ...home, env: { ...home.env, PATH: home.path } });
  return { services, home: home.path };
}

/** Sent after every message: a side that replies to it has survived. */
const PROBE = 'the-probe-of-this-test';
const probe = JSON.stringify({ i: PROBE, p: { u: '/app/info', b: {} } });

/** One side's view of a wire: the received messages, and how the last message ended. */
function wireWatch(home: string) {
  const leaked: string[] = [];
  let answered = 0;
  let hungUp = 0;
  let settle = (): void => {};
  return {
    receive(answer: string) {
      if (leaks(answer, home)) leaked.push(answer);
      if (!answer.startsWith(`{"i":"${PROBE}"`)) return;
      answered += 1;
      settle();
    },
    closed() {
      hungUp += 1;
      settle();
    },
    /** Resolves once the wire has replied to the probe or was closed; says which. */
    async after(send: () => void): Promise<'answered' | 'hung up'> {
      const before = answered;
      const outcome = new Promise<void>((resolve) => {
        settle = resolve;
      });
      send();
      await outcome;
      return answered > before ? 'answered' : 'hung up';
    },
    verify() {
      expect(leaked).toEqual([]);
      expect(answered + hungUp).toBe(COUNT);
      // Both must have happened often, otherwise these messages do not test what they should.
      expect(Math.min(answered, hungUp)).toBeGreaterThan(COUNT / 10);
    },
  };
}

test(
  `RPC › ${COUNT} random messages over a WebSocket › answered or disconnected, nothing leaks, and the server keeps running`,
  async () => {
    const { services, home } = await fuzzedServices();
    const view = await openView({ services });
    const watch = wireWatch(home);
    const open = async () => {
      const socket = openSocket(view);
      await once(socket, 'open');
      socket.on('message', (data) => watch.receive(data.toString()));
      socket.on('close', watch.closed);
      return socket;
    };
    let socket = await open();
    for (const one of sample(message)) {
      const outcome = await watch.after(() => {
        socket.send(one);
        socket.send(probe);
      });
      if (outcome === 'hung up') socket = await open();
    }
    socket.off('close', watch.closed);
    watch.verify();
    expect(await socketClient(openSocket(view)).app.info()).toMatchObject({ face: 'browser' });
  },
  LONGEST,
);

test(
  `RPC › ${COUNT} random messages over a MessagePort › answered or closed, nothing leaks, and the server keeps running`,
  async () => {
    const { services, home } = await fuzzedServices();
    const watch = wireWatch(home);
    const open = () => {
      const { page, main } = openChannel();
      serveMessagePort(main, services);
      page.on('message', (data: unknown) => watch.receive(String(data)));
      page.on('close', watch.closed);
      return page;
    };
    let page = open();
    for (const one of sample(portMessage)) {
      const outcome = await watch.after(() => {
        page.postMessage(one);
        page.postMessage(probe);
      });
      if (outcome === 'hung up') page = open();
    }
    page.off('close', watch.closed);
    watch.verify();
    const { page: last, main } = openChannel();
    serveMessagePort(main, services);
    expect(await portClient(last).app.info()).toMatchObject({ face: 'browser' });
  },
  LONGEST,
);

test(
  `RPC › ${COUNT} random calls in process › each is answered or fails as the contract says`,
  async () => {
    const { services, home } = await fuzzedServices();
    const api = createLocalApi(services) as unknown as Record<string, Record<string, Call>>;
    const strange: unknown[] = [];
    for (const [[noun, call], given] of sample(fc.tuple(fc.constantFrom(...procedures), input))) {
      const abort = new AbortController();
      try {
        const output = await api[noun]?.[call]?.(given, { signal: abort.signal });
        if (!isStream(output)) continue;
        const next = output.next();
        abort.abort();
        await next;
        await output.return?.();
      } catch (error) {
        const said = JSON.stringify(error);
        if (!isDeclared(error) || leaks(said, home)) strange.push([noun, call, given, error]);
      }
    }
    expect(strange).toEqual([]);
    expect(await createLocalApi(services).app.info()).toMatchObject({ face: 'browser' });
  },
  LONGEST,
);

type Call = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

function isDeclared(error: unknown): boolean {
  return error instanceof Error && 'defined' in error && error.defined === true;
}
