import { describe, expect, test } from 'vitest';
import { nodeRedFlow, recipes } from './recipes.ts';

const urls = {
  port: 9121,
  jsonUrl: 'http://127.0.0.1:9121/api/resources/redis/metrics',
  prometheusUrl: 'http://127.0.0.1:9121/metrics',
};

test.each(recipes.map(({ id, text }) => [id, text] as const))('recipes › %s › contains the address', (_id, text) => {
  expect(text(urls)).toContain('127.0.0.1:9121');
});

describe('Node-RED flow', () => {
  const flow = nodeRedFlow(urls);
  const of = (type: string) => flow.find((node) => node.type === type);

  test('Node-RED flow › request › served at the documented path from our endpoint', () => {
    expect(of('http in')).toMatchObject({ url: '/api/resources/redis/metrics', method: 'get' });
    expect(of('http request')).toMatchObject({ url: urls.jsonUrl, ret: 'obj' });
  });

  test('Node-RED flow › wires › lead from the request to the response through existing nodes', () => {
    const path: unknown[] = [];
    let node = of('http in');
    while (node) {
      path.push(node.type);
      const [[next] = []] = (node.wires as string[][]) ?? [];
      node = flow.find(({ id }) => id === next);
    }
    expect(path).toEqual(['http in', 'http request', 'function', 'http response']);
    expect(new Set(flow.map(({ id }) => id)).size).toBe(flow.length);
  });

  test.each([
    [
      { statusCode: 200, headers: { 'content-length': '5' }, payload: { at: 1 } },
      { statusCode: 200, payload: { at: 1 } },
    ],
    [
      { statusCode: 'ECONNREFUSED', payload: 'RequestError' },
      { statusCode: 503, payload: { error: expect.stringContaining('not served') } },
    ],
  ])('Node-RED flow › response %j › turned into an answer', (msg, answer) => {
    const run = new Function('msg', String(of('function')?.func));
    const result: unknown = run(msg);
    expect(JSON.parse(JSON.stringify(result))).toEqual(answer);
  });
});
