import { Button } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useStore } from '../../lib/store.ts';
import { EntryView } from './entry-view.tsx';
import type { ConsoleTab } from './model/console-tab.ts';
import classes from './transcript.module.css';
import * as consoleWords from './words.ts';

/** The distance to the end within which new text scrolls into view, px. */
const NEAR_PX = 40;

/** Commands and their replies, the newest at the end. */
export function Transcript({ tab }: { readonly tab: ConsoleTab }) {
  const { entries, connection, failure } = useStore(tab.store);
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the entries may add text
  useEffect(() => {
    const { current } = list;
    if (current && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [entries]);
  const onScroll = () => {
    const { current } = list;
    if (current) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX;
  };
  return (
    <section
      className={classes.transcript}
      ref={list}
      onScroll={onScroll}
      aria-label={consoleWords.transcriptOf(tab.instance)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by the keyboard
      tabIndex={0}
    >
      {entries.length === 0 && connection !== 'closed' && (
        <div className={classes.welcome}>
          <EmptyState icon={IconTerminal2} title={consoleWords.welcomeTitle} text={consoleWords.welcome} />
        </div>
      )}
      {entries.map((entry) => (
        <EntryView key={entry.id} entry={entry} tab={tab} />
      ))}
      {connection === 'closed' && (
        <div className={classes.closed} role="alert">
          {consoleWords.closedBecause(failure ?? '')}
          <Button size="compact-sm" variant="default" onClick={tab.reopen}>
            {consoleWords.reconnect}
          </Button>
        </div>
      )}
    </section>
  );
}
