import { useQuery } from '@tanstack/react-query';
import type { FlushPreview } from '../../../../shared/contract/backup.ts';
import { orpc } from '../../../client/api.ts';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { bytes, count, UNKNOWN } from '../../../lib/format.ts';
import * as dialogsWords from '../words/dialogs.ts';
import classes from './flush-facts.module.css';

/** Clients that are named; the others are counted. */
const NAMED_CLIENTS = 4;

/** Whether the server permits the flush, and what it would do; undefined before the reply. */
export function useFlushPreview(instance: string, enabled: boolean): FlushPreview | undefined {
  const { data } = useQuery(
    orpc.backups.flushPreview.queryOptions({
      input: { instance },
      enabled,
      staleTime: 0,
      meta: { doing: dialogsWords.checkAFlushOf(instance) },
    }),
  );
  return data;
}

/** Why the chosen databases cannot be flushed, and the other way; null if they can. */
export function flushBlocked(preview: FlushPreview | undefined, chosen: string): string | null {
  const refused = preview?.refused ?? [];
  const found = refused.find(({ command }) => command === (chosen === 'all' ? 'FLUSHALL' : 'FLUSHDB'));
  if (!found) return null;
  const single = chosen === 'all' && refused.length === 1 ? [dialogsWords.flushOneDatabase] : [];
  return [dialogsWords.flushRefused[found.why](found.command), ...single, dialogsWords.flushInstead].join(' ');
}

interface FlushFactsProps {
  readonly databases: readonly { readonly index: number; readonly keys: number; readonly expires: number }[];
  readonly preview: FlushPreview | undefined;
}

/** The keys by database, who is connected, and the size of the safety backup. */
export function FlushFacts({ databases, preview }: FlushFactsProps) {
  const sum = (value: (one: (typeof databases)[number]) => number) =>
    databases.reduce((total, one) => total + value(one), 0);
  return (
    <>
      {databases.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={dialogsWords.keysByDatabase}>
            <thead>
              <tr>
                <th scope="col">{dialogsWords.databaseColumn}</th>
                <th scope="col">{dialogsWords.keysColumn}</th>
                <th scope="col">{dialogsWords.withExpiry}</th>
              </tr>
            </thead>
            <tbody>
              {databases.map(({ index, keys, expires }) => (
                <tr key={index}>
                  <th scope="row">db{index}</th>
                  <td>{count(keys)}</td>
                  <td>{count(expires)}</td>
                </tr>
              ))}
            </tbody>
            {databases.length > 1 && (
              <tfoot>
                <tr>
                  <th scope="row">{dialogsWords.total}</th>
                  <td>{count(sum(({ keys }) => keys))}</td>
                  <td>{count(sum(({ expires }) => expires))}</td>
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      <Facts nameWidth={104}>
        <Fact name={dialogsWords.connectedClients}>{clientsText(preview)}</Fact>
        <Fact name={dialogsWords.safetyBackup}>
          {preview ? dialogsWords.aboutBytes(bytes(preview.estimatedBytes), bytes(preview.freeBytes)) : UNKNOWN}
        </Fact>
      </Facts>
    </>
  );
}

function clientsText(preview: FlushPreview | undefined): string {
  const clients = preview?.clients ?? null;
  if (clients === null) return UNKNOWN;
  if (clients.length === 0) return dialogsWords.noOtherClients;
  const named = clients.slice(0, NAMED_CLIENTS);
  const more = clients.slice(NAMED_CLIENTS).reduce((total, one) => total + one.count, 0);
  const texts = named.map((one) => (one.count === 1 ? one.name : dialogsWords.clientTimes(one.name, count(one.count))));
  return [...texts, ...(more > 0 ? [dialogsWords.andMoreClients(count(more))] : [])].join(', ');
}
