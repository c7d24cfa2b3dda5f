import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { ServerFacts } from './choose-method.ts';
import type { LiveEvents, LiveOptions, LiveProgress } from './live-events.ts';

export interface FollowDeps {
  readonly options: LiveOptions;
  readonly link: RedisLink;
  readonly facts: ServerFacts;
  readonly events: LiveEvents;
  readonly progress: LiveProgress;
  readonly signal: AbortSignal;
}
