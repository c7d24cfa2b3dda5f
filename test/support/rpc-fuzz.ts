import fc from 'fast-check';
import { contract } from '../../shared/contract/contract.ts';

/** Every procedure of the contract as a pair of names. */
export const procedures: readonly (readonly [string, string])[] = Object.entries(contract).flatMap(([noun, calls]) =>
  Object.keys(calls).map((call) => [noun, call] as const),
);

const trap = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', 'id', 'json', 'meta');
const anything = fc.anything({ key: fc.oneof(trap, fc.string()), withDate: true, withMap: true, withSet: true });
const tree = fc.oneof(fc.jsonValue({ noUnicodeString: false }), fc.dictionary(trap, fc.jsonValue()));

/** Input of a caller, often almost valid, so that it passes the first check. */
export const input = fc.oneof(
  anything,
  fc.record({ id: fc.oneof(fc.string(), anything, fc.constantFrom('main', '..', '../../x', 'a'.repeat(41), '\0')) }),
  fc.record({ intervalMs: fc.oneof(fc.double(), anything), reveal: anything, runtime: anything, port: anything }),
);

const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...procedures).map(([noun, call]) => `/${noun}/${call}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/', '//', '/instances', '/__proto__/x', '/constructor', '/%', '/../..', '/a?b#c'),
  },
  { weight: 1, arbitrary: fc.webUrl() },
  { weight: 1, arbitrary: fc.string() },
);

/** oRPC's encoding of values outside JSON: a type and a path, which may be invalid. */
const meta = fc.array(fc.array(fc.oneof(fc.integer({ min: -1, max: 9 }), trap, fc.string())));
const body = fc.oneof(
  { weight: 3, arbitrary: fc.record({ json: tree, meta }, { requiredKeys: [] }) },
  { weight: 2, arbitrary: fc.record({ json: fc.record({ id: tree }) }) },
  { weight: 1, arbitrary: tree },
);
const id = fc.oneof(
  { weight: 5, arbitrary: fc.string({ minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: tree },
);
const envelope = fc.oneof(
  { weight: 6, arbitrary: fc.record({ i: id, p: fc.record({ u: path, b: body }, { requiredKeys: ['u'] }) }) },
  { weight: 1, arbitrary: fc.record({ i: id, t: fc.oneof(fc.integer({ min: 0, max: 9 }), tree), p: tree }) },
  { weight: 1, arbitrary: fc.record({ i: id, p: fc.record({ u: path, h: tree, m: fc.string(), b: body }) }) },
);

/** Text from the network: valid, almost valid, truncated or empty. */
export const text = fc.oneof(
  { weight: 5, arbitrary: envelope.map((message) => JSON.stringify(message)) },
  { weight: 1, arbitrary: tree.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.tuple(envelope, fc.nat()).map(([message, cut]) => {
      const whole = JSON.stringify(message);
      return whole.slice(0, cut % whole.length);
    }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

/** Text or binary: the network may deliver binary, though our client never sends it. */
export const message = fc.oneof(
  { weight: 9, arbitrary: text },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
export const portMessage = fc.oneof({ weight: 9, arbitrary: message }, { weight: 1, arbitrary: anything });

/**
 * Whether a response leaks internals to clients. Only declared errors of the contract may contain a path, since their
 * message tells a user where to look.
 */
export function leaks(response: string, home: string): boolean {
  const declared = response.includes('"defined":true') || !/"(code|s)":/.test(response);
  if (/\n\s+at |\\n\s+at |node_modules|\.[cm]?[jt]s:\d/.test(response)) return true;
  return !declared && (response.includes(home) || /\/(home|root|tmp|usr|etc|var|work)\//.test(response));
}
