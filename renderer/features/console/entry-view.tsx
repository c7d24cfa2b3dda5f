import { Button } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { counted } from '../../lib/counted.ts';
import { bytes, fixed } from '../../lib/format.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { keysAddress, rootOf } from '../keys/model/keys-address.ts';
import { HeldCard } from './held-card.tsx';
import type { ConsoleEntry, ShownReply } from './model/console-entry.ts';
import type { ConsoleTab } from './model/console-tab.ts';
import classes from './transcript.module.css';
import * as consoleWords from './words.ts';

interface EntryViewProps {
  readonly entry: ConsoleEntry;
  readonly tab: ConsoleTab;
}

/** One command and its outcome. */
export const EntryView = memo(function EntryView({ entry, tab }: EntryViewProps) {
  const { command, prompt, result, stream } = entry;
  const time = result.kind === 'reply' ? milliseconds(result.reply.milliseconds) : null;
  return (
    <article className={classes.entry}>
      {command === null ? (
        <div className={classes.note}>{consoleWords.messages}</div>
      ) : (
        <div className={classes.line}>
          <pre className={classes.command}>
            <span className={classes.prompt}>{prompt} </span>
            {withName(command)}
          </pre>
          {time !== null && <span className={classes.time}>{time}</span>}
        </div>
      )}
      {result.kind === 'reply' && <ReplyView entry={entry.id} reply={result.reply} tab={tab} />}
      {stream !== '' && <pre className={classes.reply}>{stream}</pre>}
      {entry.dropped > 0 && (
        <div className={classes.note}>{consoleWords.dropped(counted(entry.dropped, 'message'))}</div>
      )}
      {result.kind === 'running' && <Running entry={entry} tab={tab} />}
      {result.kind === 'held' && <HeldCard entry={entry.id} held={result.held} tab={tab} />}
      {(result.kind === 'refused' || result.kind === 'failed') && (
        <pre className={classes.reply} data-error>
          {result.message}
        </pre>
      )}
    </article>
  );
});

function Running({ entry, tab }: EntryViewProps) {
  const isStream = entry.messages > 0 || entry.stream !== '';
  return (
    <div className={classes.note}>
      {isStream ? consoleWords.streaming(counted(entry.messages, 'message')) : consoleWords.waiting}
      <Button size="compact-xs" variant="default" onClick={() => void tab.stop().catch(() => undefined)}>
        {consoleWords.stop}
      </Button>
    </div>
  );
}

interface ReplyViewProps {
  readonly entry: number;
  readonly reply: ShownReply;
  readonly tab: ConsoleTab;
}

function ReplyView({ entry, reply, tab }: ReplyViewProps) {
  const { text, next, lostBytes, key, isError, end } = reply;
  return (
    <>
      {text !== '' && (
        <pre className={classes.reply} data-error={isError || undefined}>
          {text}
        </pre>
      )}
      <div className={classes.note}>
        {end === 'stopped' && <span>{consoleWords.stopped}</span>}
        {next !== null && <LinkButton onClick={() => void tab.more(entry)}>{consoleWords.showMore}</LinkButton>}
        {next === null && lostBytes > 0 && <span>{consoleWords.lost(bytes(lostBytes))}</span>}
        {key !== null && !isError && (
          <LinkButton onClick={() => navigateTo(keyAddress(tab.instance, key))}>{consoleWords.openInKeys}</LinkButton>
        )}
        {text.includes('\n') && <CopyButton value={text} what={consoleWords.theReply} />}
      </div>
    </>
  );
}

function LinkButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="subtle" c="var(--accent-text)" onClick={onClick}>
      {children}
    </Button>
  );
}

function keyAddress(instance: string, key: NonNullable<ShownReply['key']>): string {
  const name = { text: key.key };
  return keysAddress({ ...rootOf({ kind: 'instance', instance }), key: { database: key.database, name } });
}

function withName(command: string): ReactNode {
  const [, before = '', name = '', rest = ''] = /^(\s*)(\S*)([\s\S]*)$/.exec(command) ?? [];
  return (
    <>
      {before}
      <span className={classes.name}>{name}</span>
      {rest}
    </>
  );
}

function milliseconds(value: number): string {
  return value < 1000 ? `${fixed(value, 1)} ms` : `${fixed(value / 1000, 2)} s`;
}
