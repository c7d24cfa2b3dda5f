import { VisuallyHidden } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { KeyAnalysis, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { RowAction } from '../../../components/table/row-action.tsx';
import { bytesParts, count, UNKNOWN } from '../../../lib/format.ts';
import { keyDialog } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import { nameOf, shown } from '../model/key-bytes.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './memory-table.module.css';
import { areSeveral, type MemoryPrefix, prefixId, prefixWords, weightOf } from './prefix-words.ts';

/** Prefixes that are listed. */
const SHOWN = 10;

interface WithoutExpiryProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly prefixes: readonly MemoryPrefix[];
  readonly total: KeyAnalysis['withoutExpiry'];
  readonly editing: Editing;
  readonly enabled: boolean;
}

/** The prefixes whose keys never expire, with an action that sets an expiry. */
export function WithoutExpiry({ source, place, prefixes, total, editing, enabled }: WithoutExpiryProps) {
  const several = areSeveral(prefixes);
  const largest = prefixes
    .filter(({ prefix }) => shown(prefix) !== '')
    .toSorted((one, other) => weightOf(other) - weightOf(one))
    .slice(0, SHOWN);
  const counts = useQueries({
    queries: largest.map(({ database, prefix }) =>
      orpc.keyspace.list.queryOptions({
        input: { source, filter: { database, prefix: nameOf(prefix), expires: 'none' as const }, limit: 0 },
        enabled,
        meta: { doing: memoryWords.countKeysWithoutAnExpiry },
      }),
    ),
  });
  const rows = largest
    .map((prefix, at) => ({ prefix, found: counts[at]?.data }))
    .filter(({ found }) => found === undefined || found.total > 0);
  const { instance, blocked } = editing;
  const setExpiry = (prefix: MemoryPrefix, found: { total: number; sizeBytes: number }) => {
    if (instance === null) return;
    keyDialog.set({
      kind: 'expiry-many',
      many: {
        instance,
        selection: { filter: { database: prefix.database, prefix: nameOf(prefix.prefix), expires: 'none' } },
        keys: found.total,
        sizeBytes: found.sizeBytes,
        where: memoryWords.withPrefixWithoutExpiry(shown(prefix.prefix)),
        examples: [],
        onDone: () => undefined,
      },
    });
  };
  return (
    <section className={classes.section} aria-label={memoryWords.keysWithoutExpiry}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.keysWithoutExpiry}</h2>
        <span className="hint">
          {memoryWords.keysPart(count(total.keys), place.prefix ? memoryWords.inPrefix(shown(place.prefix)) : '')}
        </span>
      </header>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={memoryWords.keysWithoutExpiryByPrefix}>
          <thead>
            <tr>
              <th>{memoryWords.prefix}</th>
              <th className={classes.figure}>{memoryWords.keys}</th>
              <th className={classes.figure}>{memoryWords.serialised}</th>
              {instance !== null && (
                <th className={classes.action}>
                  <VisuallyHidden>{memoryWords.actions}</VisuallyHidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ prefix, found }) => {
              const { value, unit } = bytesParts(found?.sizeBytes);
              return (
                <tr key={prefixId(prefix)}>
                  <th scope="row">{prefixWords(prefix, several)}</th>
                  <td className={classes.figure}>{found ? count(found.total) : UNKNOWN}</td>
                  <td className={classes.figure}>
                    {value} <span className="text-3">{unit}</span>
                  </td>
                  {instance !== null && (
                    <td className={classes.action}>
                      <RowAction
                        icon={IconClock}
                        label={memoryWords.setAnExpiryForPrefixWords(prefixWords(prefix, several))}
                        blocked={blocked ?? (found ? null : memoryWords.countingTheKeys)}
                        run={() => found && setExpiry(prefix, found)}
                      />
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
