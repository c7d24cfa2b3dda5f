import { count } from '../lib/format.ts';
import { type EntryKind, entryKinds, kindTitles } from './entry.ts';
import classes from './palette.module.css';
import * as commandWords from './words.ts';

interface PaletteKindsProps {
  /** Null: some of each kind. */
  readonly kind: EntryKind | null;
  readonly counts: ReadonlyMap<EntryKind, number>;
  readonly onKind: (kind: EntryKind | null) => void;
}

/** A filter by kind, with the number of matches of each. */
export function PaletteKinds({ kind, counts, onKind }: PaletteKindsProps) {
  const choices: readonly (readonly [EntryKind | null, string, number | null])[] = [
    [null, commandWords.all, null],
    ...entryKinds.map((one) => [one, kindTitles[one], counts.get(one) ?? 0] as const),
  ];
  return (
    <div className={classes.kinds} role="toolbar" aria-label={commandWords.whatToFind}>
      {choices.map(([one, title, found]) => (
        <button
          key={title}
          type="button"
          className={classes.kind}
          tabIndex={-1}
          aria-pressed={kind === one}
          onClick={() => onKind(one)}
        >
          {title} {found !== null && <span className="text-3">{count(found)}</span>}
        </button>
      ))}
    </div>
  );
}
