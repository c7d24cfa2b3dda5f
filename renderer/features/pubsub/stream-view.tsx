import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyName } from '../../../shared/contract/key-name.ts';
import type { ConsumerGroup } from '../../../shared/contract/messaging.ts';
import { orpc } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { counted } from '../../lib/counted.ts';
import { count, elapsed } from '../../lib/format.ts';
import { idOf, nameOf, shown } from '../keys/model/key-bytes.ts';
import classes from './panel.module.css';
import { PendingList } from './pending-list.tsx';
import * as pubsubWords from './words.ts';

export interface StreamPlace {
  readonly instance: string;
  readonly database: number;
  readonly key: KeyName;
}

const REFRESH_MS = 3000;

/** The groups of a stream with lag, consumers and pending entries. */
export function StreamView({ place }: { readonly place: StreamPlace }) {
  const [open, setOpen] = useState<string | null>(null);
  const { data, error } = useQuery({
    ...orpc.streams.get.queryOptions({ input: place }),
    refetchInterval: REFRESH_MS,
    retry: false,
    meta: { doing: pubsubWords.readTheStream },
  });
  if (error) {
    return (
      <div className={classes.trouble}>
        {pubsubWords.couldNotReadStream}: {reasonOf(error).message}
      </div>
    );
  }
  if (data === undefined) return null;
  return (
    <div className={classes.scroll}>
      <div className={classes.note}>
        <span className={classes.mono}>{shown(place.key)}</span>
        <br />
        {pubsubWords.facts(counted(data.length, 'entry'), data.lastId)}
      </div>
      {data.groups.length === 0 && <div className={classes.note}>{pubsubWords.noGroups}</div>}
      {data.groups.map((group) => {
        const id = idOf(group.name);
        return (
          <GroupView
            key={id}
            place={place}
            group={group}
            isOpen={open === id}
            onToggle={() => setOpen(open === id ? null : id)}
          />
        );
      })}
    </div>
  );
}

interface GroupViewProps {
  readonly place: StreamPlace;
  readonly group: ConsumerGroup;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function GroupView({ place, group, isOpen, onToggle }: GroupViewProps) {
  return (
    <section aria-label={`${pubsubWords.group} ${shown(group.name)}`}>
      <div className={classes.head}>
        <h3 className={classes.title}>{shown(group.name)}</h3>
        <span className={classes.quiet}>
          {pubsubWords.lag} {count(group.lag)} · {pubsubWords.pending} {count(group.pending)}
        </span>
        <Button size="compact-sm" variant="default" onClick={onToggle} aria-expanded={isOpen}>
          {pubsubWords.showPending}
        </Button>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{pubsubWords.consumer}</th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.pending}
            </th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.idle}
            </th>
          </tr>
        </thead>
        <tbody>
          {group.consumers.map((consumer) => (
            <tr key={idOf(consumer.name)}>
              <td className={classes.mono}>{shown(consumer.name)}</td>
              <td className={classes.figure}>{count(consumer.pending)}</td>
              <td className={classes.figure}>{elapsed(consumer.idleMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {group.consumers.length === 0 && <div className={classes.note}>{pubsubWords.noConsumers}</div>}
      {isOpen && <PendingList place={{ ...place, group: nameOf(group.name) }} />}
    </section>
  );
}
