import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useAppInfo } from '../client/app-info.ts';
import { useLiveStatuses } from '../client/live.ts';
import { showDone, showFailure } from '../client/toasts.tsx';
import { copyText } from '../lib/copy-text.ts';
import { openInstanceId } from '../lib/navigate.ts';
import { useStore } from '../lib/store.ts';
import { pastedLine } from '../lib/terminal-line.ts';
import { contextFor } from './context.ts';
import { type Entry, type EntryKind, type EntrySource, entryKinds } from './entry.ts';
import { findEntries, parseQuery } from './find-entries.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';
import { PaletteFoot } from './palette-foot.tsx';
import { PaletteKinds } from './palette-kinds.tsx';
import { PaletteSections } from './palette-sections.tsx';
import { takeTypedAhead } from './palette-store.ts';
import { recentEntries, rememberEntry } from './recent-entries.ts';
import { allCommands } from './registry.ts';
import { usePaletteData } from './use-command-data.ts';
import * as commandWords from './words.ts';

/** The target of the last opening, used where the page has no instance. */
let lastInstance: string | null = null;

interface PaletteBodyProps {
  readonly entriesOf: EntrySource;
  readonly onClose: () => void;
}

export function PaletteBody({ entriesOf, onClose }: PaletteBodyProps) {
  const [query, setQuery] = useState(takeTypedAhead);
  const [chosenKind, setChosenKind] = useState<EntryKind | null>(null);
  const [active, setActive] = useState(0);
  const { items = [] } = useLiveStatuses();
  const ids = items.map(({ id }) => id);
  const [about, setAbout] = useState(() => openInstanceId() ?? lastInstance ?? ids[0] ?? null);
  const script = useAppInfo()?.terminalCommand;
  const recent = useStore(recentEntries);
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);

  usePaletteData(about);
  const entries = entriesOf(contextFor(about), allCommands());
  const asked = parseQuery(query);
  const kind = asked.kind ?? chosenKind;
  const { sections, counts } = findEntries(entries, asked.words, recent, kind);
  const found = sections.flatMap((section) => section.found);
  const index = Math.min(active, found.length - 1);
  const chosen = found[index];

  // Focus before the dialog does, because keys typed until then are lost.
  useLayoutEffect(() => inputRef.current?.focus(), []);

  useEffect(() => {
    listRef.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const open = (entry: Entry) => {
    if (entry.blocked !== null) return;
    rememberEntry(entry.id);
    onClose();
    entry.open();
  };
  const copy = ({ copies }: Entry) => {
    if (copies === null) return;
    onClose();
    copyText(pastedLine(copies, script)).then(
      () => showDone(commandWords.cliCommandCopied, copies),
      (error) => showFailure(commandWords.copyTheCliCommand, error),
    );
  };
  const nextInstance = (step: 1 | -1) => {
    if (ids.length === 0) return;
    const next = ids[(ids.indexOf(about ?? '') + step + ids.length) % ids.length] ?? null;
    lastInstance = next;
    setAbout(next);
  };
  const showKind = (next: EntryKind | null) => {
    if (asked.kind) setQuery(asked.words);
    setChosenKind(next);
    setActive(0);
    inputRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const turn = turnOf(event);
    if (move !== undefined) setActive(Math.max(0, Math.min(found.length - 1, index + move)));
    else if (turn !== null) showKind(nextKind(kind, turn));
    else if (event.key === 'Tab') nextInstance(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && chosen) (event.ctrlKey || event.metaKey ? copy : open)(chosen.entry);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={classes.ask}>
        <IconSearch size={16} aria-hidden="true" />
        <input
          ref={inputRef}
          className={classes.input}
          placeholder={commandWords.searchPlaceholder}
          aria-label={commandWords.searchOrRunACommand}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${index}` : undefined}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
        />
        {about && (
          <button type="button" className={classes.about} tabIndex={-1} onClick={() => nextInstance(1)}>
            {commandWords.inAbout(about)}
            <Keys shortcut="tab" />
          </button>
        )}
      </div>
      <PaletteKinds kind={kind} counts={counts} onKind={showKind} />
      <div
        className={classes.list}
        ref={listRef}
        id={listId}
        role="listbox"
        aria-label={commandWords.results}
        tabIndex={-1}
      >
        <PaletteSections
          sections={sections}
          about={about}
          listId={listId}
          active={index}
          onPoint={setActive}
          onOpen={open}
          onKind={showKind}
        />
        {found.length === 0 && <div className={classes.none}>{commandWords.noResultsForWords(asked.words)}</div>}
      </div>
      <PaletteFoot found={[...counts.values()].reduce((sum, one) => sum + one, 0)} />
    </>
  );
}

/** Left and right switch the kind when the caret is at the end of the text. */
function turnOf({ key, currentTarget, shiftKey }: KeyboardEvent<HTMLInputElement>): 1 | -1 | null {
  const { selectionStart, selectionEnd, value } = currentTarget;
  if (shiftKey || selectionStart !== selectionEnd) return null;
  if (key === 'ArrowRight' && selectionEnd === value.length) return 1;
  return key === 'ArrowLeft' && selectionStart === 0 ? -1 : null;
}

function nextKind(kind: EntryKind | null, step: 1 | -1): EntryKind | null {
  const all: readonly (EntryKind | null)[] = [null, ...entryKinds];
  return all[(all.indexOf(kind) + step + all.length) % all.length] ?? null;
}
