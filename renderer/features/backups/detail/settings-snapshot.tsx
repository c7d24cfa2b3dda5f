import { useQuery } from '@tanstack/react-query';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
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
      meta: { doing: `Read the settings of ${instance}` },
    }),
  );
  if (!data) return null;
  const changes = settingChanges(settings, data.settings);
  return (
    <section className={classes.settings} aria-label="Settings then and now">
      <h3 className={classes.sectionTitle}>Settings since then</h3>
      {changes.length === 0 ? (
        <p className="text-3">No changes since this backup.</p>
      ) : (
        <table className={classes.changes}>
          <thead>
            <tr>
              <th scope="col">Directive</th>
              <th scope="col">Then</th>
              <th scope="col">Now</th>
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
