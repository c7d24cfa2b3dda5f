import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { ActionContext } from '../../cli/action.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { shortId } from '../../flags/by-beginning.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { activityKindsOf } from '../../flags/kind-flag.ts';
import { activityLine, activityLines } from './activity-lines.ts';
import * as observeWords from './words.ts';

const LINES = 50;
/** The most that one page of the log holds. */
const PAGE = 1000;
const LOOK_EVERY_MS = 1000;

export const activity = defineAction({
  name: 'activity',
  summary: observeWords.showTheActionsOfEveryClient,
  details: [
    observeWords.showsTheLastLinesMatchingEvents,
    observeWords.followYesContinuesUntilCtrlC,
    observeWords.activityUndoDetail,
  ],
  flags: [...instanceFlags, 'kind', 'search', 'since', 'until', 'lines', 'follow'],
  async run(context, args) {
    const { output, stop } = context;
    const { since, until, search } = args;
    const follow = args.follow === 'yes';
    if (follow && until !== undefined) {
      const message = '--until ends the list and --follow yes never ends: use only one of them.';
      throw badUsage('--until', observeWords.leftOutWithFollowYes, message);
    }
    if (since !== undefined && until !== undefined && since > until) {
      throw badUsage(
        '--until',
        observeWords.aTimeAfterSince,
        '--until is earlier than --since, so no event can match.',
      );
    }
    const kinds = activityKindsOf(args.kind);
    const oneInstance = args.instance !== undefined || args['client-id'] !== undefined;
    const filter: ActivityFilter = {
      ...(oneInstance && { instances: [instanceOf(args)] }),
      ...(kinds && { kinds }),
      ...(search && { search }),
      ...(since && { from: since }),
      ...(until && { to: until }),
    };
    const api = await context.api();
    const begun = new Date().toISOString();
    const events = await stop.orStop(newest(api, filter, args.lines ?? LINES));
    // The activity of a destroyed tenant is kept, so an id is checked only if it has none.
    if (oneInstance && events.length === 0) await requireInstance(api, stop, instanceOf(args));
    if (follow) {
      for (const event of events) output.line(event, activityLine(event, output.style));
      return goOn(context, api, filter, new Set(events.map(({ id }) => id)), begun);
    }
    const undo = output.json ? new Map<string, string>() : await stop.orStop(waysBack(api, events));
    const lines = activityLines(events, undo, output.style, output.columns);
    output.answer(events, lines.length > 0 ? lines : [observeWords.noMatchingEvents]);
    return exitCodes.done;
  },
});

/** Prints events from `begun` on, by any program, until it is stopped or the reader leaves. */
async function goOn(
  { output, stop }: Pick<ActionContext, 'output' | 'stop'>,
  api: Api,
  filter: ActivityFilter,
  shown: Set<string>,
  begun: string,
): Promise<number> {
  const from = filter.from !== undefined && filter.from > begun ? filter.from : begun;
  while (!output.readerGone) {
    await stop.orStop(sleep(LOOK_EVERY_MS, undefined, { signal: stop.signal }));
    for (const event of await stop.orStop(newest(api, { ...filter, from }, Number.POSITIVE_INFINITY))) {
      if (shown.has(event.id)) continue;
      shown.add(event.id);
      output.line(event, activityLine(event, output.style));
    }
  }
  return exitCodes.done;
}

/** The newest events that fit, oldest first. */
async function newest(api: Api, filter: ActivityFilter, wanted: number): Promise<ActivityEvent[]> {
  const found: ActivityEvent[] = [];
  for (let more = true; more && found.length < wanted; ) {
    const before = found.at(-1)?.id;
    const limit = Math.min(PAGE, wanted - found.length);
    const page = await api.activity.list({ ...filter, limit, ...(before !== undefined && { before }) });
    found.push(...page.items);
    more = page.more;
  }
  return found.reverse();
}

/** The CLI command that undoes an event, by its id. The core decides which events can still be undone. */
async function waysBack(api: Api, events: readonly ActivityEvent[]): Promise<Map<string, string>> {
  const done = events.filter(({ outcome }) => outcome === 'succeeded');
  const lines = new Map<string, string>();
  const replaced = done.filter(({ kind }) => kind === 'restore' || kind === 'flush' || kind === 'undo');
  for (const instance of new Set(replaced.map((event) => event.instance))) {
    // Nothing can be undone in an instance that no longer exists.
    const last = instance === null ? null : await api.backups.undoable({ instance }).catch(() => null);
    const event =
      last && replaced.find((one) => one.instance === instance && one.kind === last.what && holds(one, last.at));
    if (event) lines.set(event.id, `--action undo --instance ${instance}`);
  }
  const changed = done.filter(({ kind }) => kind === 'config');
  for (const id of new Set(changed.map((event) => event.instance))) {
    const history = id === null ? [] : await api.settings.history({ id }).catch(() => []);
    for (const event of changed.filter(({ instance }) => instance === id)) {
      const entry = history.find(({ at, revertible }) => revertible && holds(event, at));
      if (entry) lines.set(event.id, `--action config --instance ${id} --revert ${shortId(entry.id)}`);
    }
  }
  const destroyed = done.filter(({ kind }) => kind === 'destroy-client');
  const kept = destroyed.length === 0 ? [] : await api.tenants.destroyed();
  for (const { id, destroyedAt, safetyBackup } of kept) {
    const event = destroyed.find((one) => one.instance === id && holds(one, destroyedAt));
    if (event) lines.set(event.id, `--action undo-destroy --safety-backup ${safetyBackup}`);
  }
  return lines;
}

/** An operation is recorded while it runs, and an instance runs one at a time. */
function holds({ at, finishedAt }: ActivityEvent, moment: string): boolean {
  const time = Date.parse(moment);
  return time >= Date.parse(at) && time <= Date.parse(finishedAt ?? at);
}
