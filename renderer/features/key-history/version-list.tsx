import type { KeyVersion } from '../../../shared/contract/key-history.ts';
import { counted } from '../../lib/counted.ts';
import { bytes, exactTime, UNKNOWN } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import classes from './history-page.module.css';
import * as historyWords from './words.ts';

interface VersionListProps {
  readonly versions: readonly KeyVersion[];
  /** The indexes of the two compared versions. */
  readonly before: number;
  readonly after: number;
  readonly onSelect: (version: number) => void;
}

/** The versions, newest first. */
export function VersionList({ versions, before, after, onSelect }: VersionListProps) {
  const rows = versions.map((version, at) => ({ version, at })).toReversed();
  return (
    <section className={classes.list} aria-label={historyWords.versions}>
      <ul>
        {rows.map(({ version, at }) => (
          <li key={at}>
            <button
              type="button"
              aria-pressed={at === before || at === after}
              className={classes.version}
              onClick={() => onSelect(at)}
            >
              <VersionRow version={version} mark={at === before ? 'A' : at === after ? 'B' : ''} />
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.hint}>{historyWords.selectTwo}</p>
    </section>
  );
}

function VersionRow({ version, mark }: { readonly version: KeyVersion; readonly mark: string }) {
  const now = useNow();
  const { number, seen, sizeBytes } = version;
  const backups = seen.filter(({ backup }) => backup !== null).length;
  const isLive = seen.at(-1)?.backup === null;
  const place = [backups > 0 ? counted(backups, 'backup') : null, isLive ? historyWords.live : null];
  const from = exactTime(seen[0]?.at ?? '', now);
  const to = isLive ? historyWords.liveNow : exactTime(seen.at(-1)?.at ?? '', now);
  const expiries = new Set(seen.map(({ expiresAt }) => expiresAt)).size;
  return (
    <>
      <span className={classes.letter} data-mark={mark}>
        {mark}
      </span>
      <span>
        <strong>{number === null ? historyWords.absent : historyWords.versionNumber(number)}</strong>
        <small>{place.filter(Boolean).join(', ')}</small>
      </span>
      <span>
        {from === to ? from : historyWords.fromTo(from, to)}
        {expiries > 1 && <small>{historyWords.expiryDiffers}</small>}
      </span>
      <span className={classes.size}>{sizeBytes === null ? UNKNOWN : bytes(sizeBytes)}</span>
    </>
  );
}
