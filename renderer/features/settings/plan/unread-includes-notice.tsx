import { IconFileAlert } from '@tabler/icons-react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import classes from '../form/settings-page.module.css';
import * as planWords from '../words/plan.ts';

/** Included files that the app cannot read. Redis may use their values instead of the ones shown. */
export function UnreadIncludesNotice({ includes }: { readonly includes: SettingsDocument['unreadIncludes'] }) {
  if (includes === undefined || includes.length === 0) return null;
  return (
    <section className={classes.notice} data-tone="attention" aria-label={planWords.includedFilesThatCannotBeRead}>
      <div className={classes.noticeHead}>
        <IconFileAlert size={16} aria-hidden="true" />
        <span className={classes.noticeTitle}>
          {includes.length === 1
            ? planWords.anIncludedFileCannotBeRead
            : planWords.countIncludedFilesCannotBeRead(includes.length)}
        </span>
      </div>
      <ul className={classes.drifts}>
        {includes.map((sentence) => (
          <li key={sentence}>{sentence}.</li>
        ))}
      </ul>
      <p className="hint">{planWords.valuesMayDiffer}</p>
    </section>
  );
}
