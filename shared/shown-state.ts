import type { InstanceState, InstanceStatus } from './contract/instance.ts';

/** The word for an engine that cannot be asked, wherever one of its instances or the engine itself is shown. */
export const ENGINE_UNREACHABLE = 'Engine unreachable';

/**
 * The state that people are shown. An instance whose engine cannot be asked may run well: it is neither unhealthy nor
 * stopped, in every client alike.
 */
export type ShownState = InstanceState | 'engine-unreachable';

export function shownState({ state, problem }: Pick<InstanceStatus, 'state' | 'problem'>): ShownState {
  return problem?.code === 'ENGINE_UNREACHABLE' ? 'engine-unreachable' : state;
}

/** The state as one word in a line of text: `running`, `engine unreachable`. */
export function stateWord(status: Pick<InstanceStatus, 'state' | 'problem'>): string {
  const state = shownState(status);
  return state === 'engine-unreachable' ? ENGINE_UNREACHABLE.toLowerCase() : state;
}
