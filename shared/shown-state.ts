import type { InstanceState, InstanceStatus } from './contract/instance.ts';

/** The word for an engine that does not answer, and for its instances. */
export const ENGINE_UNREACHABLE = 'Engine unreachable';

/**
 * The state to show. An instance whose engine does not answer may be running well, so no client shows it as unhealthy or
 * stopped.
 */
export type ShownState = InstanceState | 'engine-unreachable';

export function shownState({ state, problem }: Pick<InstanceStatus, 'state' | 'problem'>): ShownState {
  return problem?.code === 'ENGINE_UNREACHABLE' ? 'engine-unreachable' : state;
}

/** The state as a word for a line of text: `running`, `engine unreachable`. */
export function stateWord(status: Pick<InstanceStatus, 'state' | 'problem'>): string {
  const state = shownState(status);
  return state === 'engine-unreachable' ? ENGINE_UNREACHABLE.toLowerCase() : state;
}
