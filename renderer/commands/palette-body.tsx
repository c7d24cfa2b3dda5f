import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useAppInfo } from '../app-info.ts';
import { copyText } from '../copy-text.ts';
import { openInstanceId } from '../go.ts';
import { useLiveStatuses } from '../live.ts';
import { pastedLine } from '../terminal-line.ts';
import { showDone, showFailure } from '../toasts.tsx';
import { contextFor, runCommand } from './context.ts';
import { type Found, findCommands } from './find-commands.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';
import { PaletteOption } from './palette-option.tsx';
import { takeTypedAhead } from './palette-store.ts';
import { allCommands } from './registry.ts';
import { useCommandData } from './use-command-data.ts';

/** What the palette was about when it was last open, where no page says which instance. */
let lastInstance: string | null = null;

export function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState(takeTypedAhead);
  const [active, setActive] = useState(0);
  const { items = [] } = useLiveStatuses();
  const ids = items.map(({ id }) => id);
  const [about, setAbout] = useState(() => openInstanceId() ?? lastInstance ?? ids[0] ?? null);
  const script = useAppInfo()?.terminalCommand;
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);

  useCommandData(about);
  const context = contextFor(about);
  const { found, total } = findCommands(allCommands(), context, query);
  const index = Math.min(active, found.length - 1);
  const chosen = found[index];

  // At once, not when the dialog's own focus comes: until then every key would be lost.
  useLayoutEffect(() => inputRef.current?.focus(), []);

  useEffect(() => {
    listRef.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const run = (one: Found) => {
    if (one.blocked !== null) return;
    onClose();
    runCommand(one.command, context);
  };
  const copy = ({ line }: Found) => {
    if (line === null) return;
    onClose();
    copyText(pastedLine(line, script)).then(
      () => showDone('Terminal line copied', line),
      (error) => showFailure('Copy the terminal line', error),
    );
  };
  const nextInstance = (step: 1 | -1) => {
    if (ids.length === 0) return;
    const next = ids[(ids.indexOf(about ?? '') + step + ids.length) % ids.length] ?? null;
    lastInstance = next;
    setAbout(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined) setActive(Math.max(0, Math.min(found.length - 1, index + move)));
    else if (event.key === 'Tab') nextInstance(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && chosen) (event.ctrlKey || event.metaKey ? copy : run)(chosen);
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
          placeholder="Search or run a command"
          aria-label="Search commands"
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
            in {about} <Keys shortcut="tab" />
          </button>
        )}
      </div>
      <div className={classes.list} ref={listRef} id={listId} role="listbox" aria-label="Commands" tabIndex={-1}>
        {found.map((one, at) => (
          <div key={one.command.id} role="presentation">
            {found[at - 1]?.command.group !== one.command.group && (
              <div className={classes.group} role="presentation">
                {one.command.group === 'Instance' && about ? `Instance · ${about}` : one.command.group}
              </div>
            )}
            <PaletteOption
              id={`${listId}-${at}`}
              found={one}
              index={at}
              active={at === index}
              onPoint={() => setActive(at)}
              onRun={() => run(one)}
            />
          </div>
        ))}
        {found.length === 0 && <div className={classes.none}>No command is called “{query}”.</div>}
      </div>
      <div className={classes.foot}>
        <Keys shortcut="enter" /> run
        <Keys shortcut="mod+enter" /> copy the terminal line
        <Keys shortcut="tab" /> other instance
        <span className={classes.count} aria-live="polite">
          {found.length} of {total} commands
        </span>
      </div>
    </>
  );
}
