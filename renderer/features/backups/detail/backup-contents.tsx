import { IconAlertTriangle } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { Time } from '../../../components/layout/time.tsx';
import { decisionWords, formWords, foundKeys } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { bytes } from '../../../lib/format.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backup-contents.module.css';

/** What the user should know before relying on a backup. */
export function BackupWarnings({ backup }: { readonly backup: Backup }) {
  const warnings = backup.contents?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <section className={classes.warnings} aria-label={detailWords.warnings}>
      {warnings.map((warning) => (
        <p key={warning}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          {coreDetail(warning)}
        </p>
      ))}
    </section>
  );
}

/** The data sets of a file, the one that the backup uses, and why. */
export function BackupContents({ backup }: { readonly backup: Backup }) {
  const { contents } = backup;
  if (contents === null || contents.found.length === 0) return null;
  const { found, path, decidedBy } = contents;
  const several = found.length > 1;
  const decision = decisionWords[decidedBy];
  return (
    <section className={classes.contents} aria-label={detailWords.contents}>
      <h3 className={classes.title}>{detailWords.contents}</h3>
      <ul className={classes.found}>
        {found.map((one) => (
          <li key={one.path} data-counts={one.path === path}>
            <div className={classes.line}>
              <span className={`mono ${classes.path}`}>{one.path}</span>
              {several && (
                <span className={classes.counts}>{one.path === path ? detailWords.used : detailWords.notUsed}</span>
              )}
            </div>
            <div className="hint">
              {formWords[one.form]} · {one.keys === null ? detailWords.keysNotCounted : foundKeys(one)} ·{' '}
              {bytes(one.sizeBytes)}
              {one.modifiedAt !== null && (
                <>
                  {' · '}
                  <Time at={one.modifiedAt} />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {several && decision !== null && <p className="hint">{decision}</p>}
    </section>
  );
}
