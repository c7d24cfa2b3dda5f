import { Button, Kbd, Textarea } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { commandOf, completeCommand, remainingSyntax } from '../../../shared/console/complete-command.ts';
import type { CommandDoc } from '../../../shared/contract/console.ts';
import { useStore } from '../../lib/store.ts';
import classes from './command-input.module.css';
import { CompletionList } from './completion-list.tsx';
import { type ConsoleTab, promptOf } from './model/console-tab.ts';
import * as consoleWords from './words.ts';

/** The list shows this many completions: it is a help, not a catalogue. */
const MAX_MATCHES = 50;

interface CommandInputProps {
  readonly tab: ConsoleTab;
  readonly commands: readonly CommandDoc[];
  readonly draft: string;
  readonly onDraft: (text: string) => void;
}

/** The field of the console: completion, history with the arrow keys, several lines. */
export function CommandInput({ tab, commands, draft, onDraft }: CommandInputProps) {
  const { state, connection, history } = useStore(tab.store);
  const [chosen, setChosen] = useState(0);
  const [isListOpen, setListOpen] = useState(false);
  const past = useRef<number | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const { from, matches } = useMemo(() => completeCommand(commands, draft), [commands, draft]);
  const shown = isListOpen ? matches.slice(0, MAX_MATCHES) : [];
  const current = Math.min(chosen, Math.max(0, shown.length - 1));
  const named = useMemo(() => commandOf(commands, draft), [commands, draft]);
  const isBusy = state.activity !== 'idle';

  const edit = (text: string) => {
    onDraft(text);
    setChosen(0);
    setListOpen(true);
    past.current = null;
  };
  const complete = (command: CommandDoc) => {
    edit(`${draft.slice(0, from)}${command.name} `);
    setListOpen(command.isContainer);
    field.current?.focus();
  };
  const send = () => {
    if (draft.trim() === '' || isBusy || connection === 'closed') return;
    void tab.send(draft);
    edit('');
    setListOpen(false);
  };
  const recall = (step: number) => {
    const at = Math.max(0, Math.min(history.length, (past.current ?? history.length) + step));
    onDraft(history[at] ?? '');
    setListOpen(false);
    past.current = at;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const handled = keyAction(event, shown.length > 0, draft.includes('\n'));
    if (handled === null) return;
    // Ctrl-C still copies, including text selected in the replies.
    if (handled === 'stop' && (!isBusy || window.getSelection()?.toString())) return;
    event.preventDefault();
    const match = shown[current];
    if (handled === 'complete') {
      if (match) complete(match);
      else if (matches[0]) setListOpen(true);
    } else if (handled === 'send') send();
    else if (handled === 'newline') edit(`${draft}\n`);
    else if (handled === 'close') setListOpen(false);
    else if (handled === 'stop') void tab.stop().catch(() => undefined);
    else if (handled === 'older' || handled === 'newer') recall(handled === 'older' ? -1 : 1);
    else setChosen((current + (handled === 'next' ? 1 : shown.length - 1)) % shown.length);
  };
  const hint = named === null || shown.length > 1 ? '' : remainingSyntax(named, draft);
  return (
    <div className={classes.foot}>
      {shown.length > 0 && (
        <CompletionList id={listId} matches={shown} chosen={current} typed={draft.slice(from)} onPick={complete} />
      )}
      {hint !== '' && (
        <div className={classes.hint}>
          <span className={classes.hintName}>{named?.name}</span> {hint}
        </div>
      )}
      <div className={classes.row}>
        <span className={classes.prompt} aria-hidden="true">
          {promptOf(tab.instance, state)}
        </span>
        <Textarea
          ref={field}
          className={classes.field}
          variant="unstyled"
          autosize
          minRows={1}
          maxRows={10}
          value={draft}
          onChange={(event) => edit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setListOpen(false)}
          placeholder={connection === 'opening' ? consoleWords.opening : consoleWords.typeACommand}
          aria-label={consoleWords.commandFor(tab.instance)}
          // A field of several lines may not be a combobox.
          aria-haspopup="listbox"
          aria-controls={shown.length > 0 ? listId : undefined}
          aria-activedescendant={shown.length > 0 ? `${listId}-${current}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <span className={classes.keys} aria-hidden="true">
          <Kbd size="xs">Tab</Kbd> {consoleWords.complete} <Kbd size="xs">{consoleWords.ctrlEnter}</Kbd>{' '}
          {consoleWords.newLine}
        </span>
        {isBusy ? (
          <Button size="compact-sm" variant="default" onClick={() => void tab.stop().catch(() => undefined)}>
            {consoleWords.stop}
          </Button>
        ) : (
          <Button size="compact-sm" onClick={send} disabled={draft.trim() === '' || connection === 'closed'}>
            {consoleWords.send}
          </Button>
        )}
      </div>
    </div>
  );
}

type KeyAction = 'complete' | 'send' | 'newline' | 'close' | 'stop' | 'older' | 'newer' | 'next' | 'previous';

/** The action of a key; null: the default of any field. */
function keyAction(
  event: KeyboardEvent<HTMLTextAreaElement>,
  hasList: boolean,
  isMultiline: boolean,
): KeyAction | null {
  const { key, ctrlKey, metaKey, shiftKey, nativeEvent } = event;
  if (nativeEvent.isComposing) return null;
  if (key === 'Enter') return ctrlKey || metaKey ? 'newline' : shiftKey ? null : 'send';
  // Without a list Tab leaves the field, so that the keyboard can reach the rest of the page.
  if (key === 'Tab') return hasList && !shiftKey ? 'complete' : null;
  if (key === 'Escape') return hasList ? 'close' : null;
  if (key === 'c' && ctrlKey) {
    const { selectionStart, selectionEnd } = event.currentTarget;
    return selectionStart === selectionEnd ? 'stop' : null;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const isUp = key === 'ArrowUp';
  if (hasList) return isUp ? 'previous' : 'next';
  return isMultiline ? null : isUp ? 'older' : 'newer';
}
