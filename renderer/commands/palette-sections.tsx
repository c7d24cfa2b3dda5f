import { count } from '../lib/format.ts';
import type { Entry, EntryKind } from './entry.ts';
import type { Section } from './find-entries.ts';
import classes from './palette.module.css';
import { PaletteOption } from './palette-option.tsx';
import * as commandWords from './words.ts';

interface PaletteSectionsProps {
  readonly sections: readonly Section[];
  /** The target instance of settings and commands. */
  readonly about: string | null;
  readonly listId: string;
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onKind: (kind: EntryKind | null) => void;
}

/** The matches by kind, with the number of hidden ones. */
export function PaletteSections(props: PaletteSectionsProps) {
  const { sections, about, listId, active, onPoint, onOpen, onKind } = props;
  const starts = sections.map((_, at) => sections.slice(0, at).reduce((sum, { found }) => sum + found.length, 0));
  return sections.map(({ title, kind, found, more }, at) => (
    <div key={title} role="presentation">
      <div className={classes.group} role="presentation">
        {kind === 'setting' && about ? commandWords.settingsOfAbout(about) : title}
        {more > 0 && (
          <button type="button" className={classes.more} tabIndex={-1} onClick={() => onKind(kind)}>
            {commandWords.more(count(more))}
          </button>
        )}
      </div>
      {found.map((one, place) => {
        const index = (starts[at] ?? 0) + place;
        return (
          <PaletteOption
            key={one.entry.id}
            id={`${listId}-${index}`}
            found={one}
            index={index}
            active={index === active}
            onPoint={() => onPoint(index)}
            onRun={() => onOpen(one.entry)}
          />
        );
      })}
    </div>
  ));
}
