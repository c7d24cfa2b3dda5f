import { describe, expect, test } from 'vitest';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { chooseNode } from './swarm-nodes.ts';

const node = (hostname: string, change: Partial<SwarmNode> = {}): SwarmNode => ({
  ...{ id: `${hostname}-id`, hostname, address: null, role: 'worker', state: 'ready', engine: `at-${hostname}` },
  ...{ memoryBytes: null, freeBytes: null, promisedBytes: 0, services: 0, problem: null },
  ...change,
});
const down = node('down', { problem: 'The swarm reports the node as down.' });
const unlisted = node('unlisted', { engine: null, problem: 'The node is not in the list of engines.' });

describe('the node of a service', () => {
  test.each(['one', 'one-id', 'at-one'])('named %s › the node with that host name, id or engine', (name) => {
    expect(chooseNode([node('two'), node('one')], name).hostname).toBe('one');
  });

  test('auto › the first one that can be used', () => {
    expect(chooseNode([down, node('two'), node('one')], 'auto').hostname).toBe('two');
  });

  test.each([
    ['down', 'node: The swarm reports the node as down. Give one of auto, two.'],
    ['unlisted', 'node: The node is not in the list of engines. Give one of auto, two.'],
    ['nowhere', 'node: The swarm has no node "nowhere". Give one of auto, two.'],
  ])('%s › refused, with the nodes that can be used', (name, message) => {
    expect(() => chooseNode([down, unlisted, node('two')], name)).toThrow(message);
  });

  test('auto, and none can be used › the reason of each', () => {
    expect(() => chooseNode([down, unlisted], 'auto')).toThrow(
      'node: No node can be used. down: The swarm reports the node as down. unlisted: The node is not in the list of engines. Give a node that can be used.',
    );
  });
});
