import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyName } from '../../../shared/contract/key-name.ts';
import { orpc } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { count } from '../../lib/format.ts';
import { idOf, nameOf, shown } from '../keys/model/key-bytes.ts';
import classes from './panel.module.css';
import { StreamView } from './stream-view.tsx';
import * as pubsubWords from './words.ts';

/** The streams of a database, or the groups and consumers of one. */
export function StreamsPanel({ instance }: { readonly instance: string }) {
  // As typed: an empty field, or one with a leading zero, is no number yet.
  const [typed, setTyped] = useState<string | number>(0);
  const database = Number(typed) || 0;
  const [key, setKey] = useState<KeyName | null>(null);
  return (
    <section className={classes.panel} aria-label={pubsubWords.streams}>
      <div className={classes.head}>
        <h2 className={classes.title}>{pubsubWords.streams}</h2>
        {key === null ? (
          <NumberInput
            aria-label={pubsubWords.database}
            prefix="db"
            min={0}
            max={999_999}
            allowDecimal={false}
            w={96}
            value={typed}
            onChange={setTyped}
          />
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => setKey(null)}>
            {pubsubWords.allStreams}
          </Button>
        )}
      </div>
      {key === null ? (
        <StreamList instance={instance} database={database} onPick={setKey} />
      ) : (
        <StreamView place={{ instance, database, key }} />
      )}
    </section>
  );
}

interface StreamListProps {
  readonly instance: string;
  readonly database: number;
  readonly onPick: (key: KeyName) => void;
}

function StreamList({ instance, database, onPick }: StreamListProps) {
  const { data, error } = useQuery({
    ...orpc.streams.list.queryOptions({ input: { instance, database } }),
    retry: false,
    staleTime: 5000,
    meta: { doing: pubsubWords.readTheStreamsOf(instance) },
  });
  if (error) {
    return (
      <div className={classes.trouble}>
        {pubsubWords.couldNotReadStreams}: {reasonOf(error).message}
      </div>
    );
  }
  if (data === undefined) return null;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{pubsubWords.stream}</th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.entries}
            </th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.groups}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((stream) => (
            <tr key={idOf(stream.key)}>
              <td>
                <button type="button" className={classes.name} onClick={() => onPick(nameOf(stream.key))}>
                  {shown(stream.key)}
                </button>
              </td>
              <td className={classes.figure}>{count(stream.length)}</td>
              <td className={classes.figure}>{stream.groups}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.items.length === 0 && data.complete && <div className={classes.note}>{pubsubWords.noStreams}</div>}
      {!data.complete && <div className={classes.note}>{pubsubWords.searchEnded}</div>}
    </div>
  );
}
