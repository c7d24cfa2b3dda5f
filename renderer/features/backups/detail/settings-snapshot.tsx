import { useQuery } from '@tanstack/react-query';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backup-detail.module.css';
import { settingChanges } from './setting-changes.ts';

/** The directives of `redis.conf` that changed since the backup. */
export function SettingsSnapshot({ backup }: { readonly backup: Backup }) {
  const { instance, settings } = backup;
  const installed = useLiveStatus(instance)?.runtime != null;
  const { data } = useQuery(
    orpc.settings.describe.queryOptions({
      input: { id: instance },
      enabled: installed && Object.keys(settings).length > 0,
      meta: { doing: detailWords.readTheSettingsOfInstance(instance) },
    }),
  );
  if (!data) return null;
  const changes = settingChanges(settings, data.settings);
  return (
    <section className={classes.settings} aria-label={detailWords.settingsThenAndNow}>
      <h3 className={classes.sectionTitle}>{detailWords.settingsSinceThen}</h3>
      {changes.length === 0 ? (
        <p className="text-3">{detailWords.noChangesSinceThisBackup}</p>
      ) : (
        <table className={classes.changes}>
          <thead>
            <tr>
              <th scope="col">{detailWords.directive}</th>
              <th scope="col">{detailWords.thenText}</th>
              <th scope="col">{detailWords.now}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, now }) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td className="mono">{before ?? '—'}</td>
                <td className="mono">{now ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
