import type { InstanceState, InstanceStatus } from './contract/instance.ts';

/** The word for an engine that does not answer, and for its instances. */
export const ENGINE_UNREACHABLE = 'Engine unreachable';

/** The same for a service of a swarm, whose engine is a node. */
export const NODE_UNREACHABLE = 'Node unreachable';

/**
 * The state to show. An instance whose engine does not answer may be running well, so no client shows it as unhealthy or
 * stopped.
 */
export type ShownState = InstanceState | 'engine-unreachable' | 'node-unreachable';

type Observed = Pick<InstanceStatus, 'state' | 'problem' | 'deployment'>;

export function shownState({ state, problem, deployment }: Observed): ShownState {
  if (problem?.code !== 'ENGINE_UNREACHABLE') return state;
  return deployment === 'service' ? 'node-unreachable' : 'engine-unreachable';
}

/** The state as a word for a line of text: `running`, `engine unreachable`. */
export function stateWord(status: Observed): string {
  const state = shownState(status);
  if (state === 'node-unreachable') return NODE_UNREACHABLE.toLowerCase();
  return state === 'engine-unreachable' ? ENGINE_UNREACHABLE.toLowerCase() : state;
}
