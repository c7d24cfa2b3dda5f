import type { ShownState } from '../../../shared/shown-state.ts';
import * as feedbackWords from './words.ts';

/** `unknown`: the app is disconnected. */
export type BadgeState = ShownState | 'unknown';

/** Each state in a word or two, for a badge or a line of facts. */
export const badgeWords: Readonly<Record<BadgeState, string>> = {
  missing: feedbackWords.notInstalled,
  stopped: feedbackWords.stopped,
  starting: feedbackWords.starting,
  running: feedbackWords.running,
  unhealthy: feedbackWords.unhealthy,
  'engine-unreachable': feedbackWords.engineUnreachable,
  'node-unreachable': feedbackWords.nodeUnreachable,
  unknown: feedbackWords.unknown,
};
