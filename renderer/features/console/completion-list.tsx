import type { CommandDoc } from '../../../shared/contract/console.ts';
import classes from './command-input.module.css';
import * as consoleWords from './words.ts';

interface CompletionListProps {
  readonly id: string;
  readonly matches: readonly CommandDoc[];
  readonly chosen: number;
  /** The typed part of the name. */
  readonly typed: string;
  readonly onPick: (command: CommandDoc) => void;
}

/** The commands that begin with the typed text, and the server's documentation of the chosen one. */
export function CompletionList({ id, matches, chosen, typed, onPick }: CompletionListProps) {
  const command = matches[chosen];
  const length = typed.replace(/\s+/, ' ').length;
  return (
    <div className={classes.list}>
      <div className={classes.options} id={id} role="listbox" aria-label={consoleWords.completions}>
        {matches.map((match, index) => (
          // The field keeps the focus, and its keys choose.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys and Tab of the field do the same
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of the field names the chosen one
          <div
            key={match.name}
            id={`${id}-${index}`}
            className={classes.option}
            role="option"
            aria-selected={index === chosen}
            ref={index === chosen ? intoView : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(match)}
          >
            <span className={match.deprecated ? classes.deprecatedName : undefined}>
              <span className={classes.typed}>{match.name.slice(0, length)}</span>
              {match.name.slice(length)}
            </span>
            {match.deprecated && <span className={classes.deprecated}>{consoleWords.deprecated}</span>}
          </div>
        ))}
      </div>
      {command && <Doc command={command} />}
    </div>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function Doc({ command }: { readonly command: CommandDoc }) {
  const { name, syntax, summary, deprecated, access, complexity, since } = command;
  const facts = [consoleWords.access[access], complexity, since === '' ? '' : consoleWords.sinceVersion(since)].filter(
    (fact) => fact !== '',
  );
  return (
    <div className={classes.doc}>
      <p className={classes.syntax}>
        <span className={classes.typed}>{name}</span> {syntax}
      </p>
      {summary !== '' && <div>{summary}</div>}
      {deprecated && (
        <div className={classes.deprecated}>
          {consoleWords.deprecatedSince(deprecated.since, deprecated.replacedBy)}
        </div>
      )}
      <p className={classes.docFacts}>{facts.join(' · ')}</p>
    </div>
  );
}
