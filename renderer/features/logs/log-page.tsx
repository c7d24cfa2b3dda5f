import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFile, IconFilterOff } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useConnection } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { terminalLine } from '../../lib/terminal-line.ts';
import { useStable } from '../../lib/use-stable.ts';
import { useTabState } from '../../lib/use-tab-state.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import { copyEntries, saveEntries } from './keep-lines.ts';
import { logOnScreen } from './log-actions.ts';
import { everything, filterOf, terminalFlags } from './log-entry.ts';
import { LogFilters } from './log-filters.tsx';
import { LogHead } from './log-head.tsx';
import { LogList } from './log-list.tsx';
import classes from './log-page.module.css';
import { matchesIn, matchFrom } from './log-search.ts';
import { LogSearchField } from './log-search-field.tsx';
import { useLog } from './use-log.ts';
import { useSelectedLines } from './use-selected-lines.ts';
import * as logsWords from './words.ts';

/** The debounce time of the filter. */
const DEBOUNCE_MS = 200;

/** The log of one instance, with filter, follow, search, copy and save. */
export function LogPage({ id }: { readonly id: string }) {
  const [choice, setChoice] = useTabState('logs.choice', everything);
  const [settled] = useDebouncedValue(choice, DEBOUNCE_MS);
  const { buffer, opened, error, following, setFollowing, retry } = useLog(id, filterOf(settled));
  const { shown, missed } = buffer;
  const stale = useConnection().state !== 'connected';
  const selected = useSelectedLines(shown);

  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useTabState('logs.search', '');
  const searched = useDeferredValue(wanted);
  const matches = useMemo(() => matchesIn(shown, searched), [shown, searched]);
  const [foundNumber, setFound] = useState<number | null>(null);
  const foundAt = shown.findIndex(({ number }) => number === foundNumber);
  const found = foundAt === -1 ? null : foundAt;
  const move = (direction: 1 | -1) => {
    // Enter can precede the deferred search for the latest text.
    const now = searched === wanted ? matches : matchesIn(shown, wanted);
    const next = matchFrom(now, found ?? (direction === 1 ? -1 : shown.length), direction);
    if (next === null) return;
    setFollowing(false);
    setFound(shown[next]?.number ?? null);
  };

  const copy = useStable(() => void copyEntries(id, selected.count > 0 ? selected.entries() : shown));
  const save = useStable(() => saveEntries(id, shown));
  const toggleFollow = useStable(() => setFollowing(!following));
  useEffect(() => {
    logOnScreen.set({ toggleFollow, copy, save, search: () => field.current?.focus() });
    return () => logOnScreen.set(null);
  }, [toggleFollow, copy, save]);

  const refused = error === null ? null : reasonOf(error);
  const wrongFilter = refused?.code === 'BAD_VALUE' ? refused.message : null;
  const flags = { ...instanceFlag(id), ...terminalFlags(choice) };
  const content = () => {
    if (refused && wrongFilter === null) {
      return <ErrorState title={logsWords.couldNotReadTheLogOf(id)} error={error} onRetry={retry} />;
    }
    if (shown.length > 0) {
      const marked = [wanted, choice.isExpression ? '' : choice.text].filter(Boolean).join('\n');
      return (
        <LogList
          label={logsWords.logOfId(id)}
          entries={shown}
          following={following}
          onFollow={setFollowing}
          missed={missed}
          stale={stale}
          selected={selected}
          onCopy={copy}
          found={found}
          marked={marked}
        />
      );
    }
    // The message next to the filter says why the list is empty.
    if (wrongFilter !== null) return null;
    if (!opened) return <SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />;
    if (filterOf(settled)) {
      return (
        <EmptyState
          icon={IconFilterOff}
          title={logsWords.noMatchingLines}
          text={logsWords.newMatchingLinesAppearHere}
          actions={<Button onClick={() => setChoice(everything)}>{logsWords.showAllLines}</Button>}
        />
      );
    }
    return (
      <EmptyState
        icon={IconFile}
        title={logsWords.theLogOfIdIsEmpty(id)}
        text={logsWords.redisLogsStartsSavesAndProblems}
      />
    );
  };
  return (
    <>
      <LogHead
        id={id}
        count={shown.length}
        reading={!opened && refused === null}
        following={following}
        onFollow={setFollowing}
        selected={selected.count}
        onCopy={copy}
        onSave={save}
      />
      <LogFilters choice={choice} onChoice={setChoice} error={wrongFilter}>
        <LogSearchField
          field={field}
          wanted={wanted}
          onWanted={(next) => {
            setWanted(next);
            setFound(null);
          }}
          matches={matches}
          at={found}
          onMove={move}
        />
      </LogFilters>
      <div className={classes.content}>{content()}</div>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('logs', { ...flags, follow: following ? 'yes' : null })} />
      </div>
    </>
  );
}
