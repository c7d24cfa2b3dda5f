import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyName } from '../../../shared/contract/key-name.ts';
import type { FormerEntry, PendingEntry } from '../../../shared/contract/messaging.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { reasonOf } from '../../client/errors.ts';
import { showDone } from '../../client/toasts.tsx';
import { counted } from '../../lib/counted.ts';
import { elapsed } from '../../lib/format.ts';
import { nameOf, shown } from '../keys/model/key-bytes.ts';
import classes from './panel.module.css';
import * as pubsubWords from './words.ts';

interface GroupPlace {
  readonly instance: string;
  readonly database: number;
  readonly key: KeyName;
  readonly group: KeyName;
}

const entries = (number: number) => counted(number, 'entry');

/** The entries that consumers have read but not acknowledged, to acknowledge or to give to another consumer. */
export function PendingList({ place }: { readonly place: GroupPlace }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [consumer, setConsumer] = useState('');
  const client = useQueryClient();
  const { data, error } = useQuery({
    ...orpc.streams.pending.queryOptions({ input: place }),
    retry: false,
    meta: { doing: pubsubWords.readThePending },
  });
  const refresh = () => void client.invalidateQueries({ queryKey: orpc.streams.key() });
  const putBack = useAppMutation({
    doing: pubsubWords.putBackEntries,
    run: (former: readonly FormerEntry[]) => api.streams.putBack({ ...place, entries: [...former] }),
    onSuccess: ({ pending }, former) => {
      showDone(
        pubsubWords.putBack(entries(pending.length)),
        pending.length < former.length ? pubsubWords.someGone : undefined,
      );
      refresh();
    },
  });
  const picked = (data?.items ?? []).filter(({ id }) => chosen.has(id));
  const ids = picked.map(({ id }) => id);
  const done = (title: string, changed: readonly string[]) => {
    const former = picked.filter(({ id }) => changed.includes(id)).map(formerOf);
    // A name that is too long to be shown completely cannot be used in a command.
    const whole = former.filter((entry) => entry !== null);
    const canUndo = whole.length > 0 && whole.length === former.length;
    setChosen(new Set());
    showDone(title, undefined, canUndo ? { label: pubsubWords.undo, run: () => putBack.mutate(whole) } : undefined);
    refresh();
  };
  const acknowledge = useAppMutation({
    doing: pubsubWords.acknowledgeEntries,
    run: () => api.streams.acknowledge({ ...place, ids }),
    onSuccess: ({ acknowledged }) => done(pubsubWords.acknowledged(entries(acknowledged)), ids),
  });
  const claim = useAppMutation({
    doing: pubsubWords.claimEntries,
    run: () => api.streams.claim({ ...place, ids, consumer: { text: consumer }, minIdleMs: 0 }),
    onSuccess: ({ claimed }) => done(pubsubWords.claimed(entries(claimed.length), consumer), claimed),
  });
  if (error) return <div className={classes.trouble}>{reasonOf(error).message}</div>;
  if (data === undefined) return null;
  if (data.items.length === 0) return <div className={classes.note}>{pubsubWords.nothingPending}</div>;
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.quiet}>{pubsubWords.pendingOf(shown(place.group))}</caption>
        <thead>
          <tr>
            <th scope="col">ID</th>
            <th scope="col">{pubsubWords.consumer}</th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.idle}
            </th>
            <th scope="col" className={classes.figure}>
              {pubsubWords.deliveries}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((entry) => (
            <PendingRow key={entry.id} entry={entry} isChosen={chosen.has(entry.id)} onToggle={toggle} />
          ))}
        </tbody>
      </table>
      {data.more && <div className={classes.note}>{pubsubWords.morePending}</div>}
      <div className={classes.foot}>
        <Button
          variant="default"
          disabled={ids.length === 0}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate()}
        >
          {pubsubWords.acknowledge(entries(ids.length))}
        </Button>
        <TextInput
          aria-label={pubsubWords.claimFor}
          placeholder={pubsubWords.claimFor}
          value={consumer}
          maxLength={1024}
          onChange={(event) => setConsumer(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={ids.length === 0 || consumer === ''}
          loading={claim.isPending}
          onClick={() => claim.mutate()}
        >
          {pubsubWords.claim(entries(ids.length))}
        </Button>
      </div>
    </>
  );
}

function formerOf({ id, consumer, idleMs, deliveries }: PendingEntry): FormerEntry | null {
  return consumer.totalBytes === undefined ? { id, consumer: nameOf(consumer), idleMs, deliveries } : null;
}

interface PendingRowProps {
  readonly entry: PendingEntry;
  readonly isChosen: boolean;
  readonly onToggle: (id: string) => void;
}

function PendingRow({ entry: { id, consumer, idleMs, deliveries }, isChosen, onToggle }: PendingRowProps) {
  return (
    <tr>
      <td>
        <Checkbox
          size="xs"
          label={id}
          aria-label={pubsubWords.select(id)}
          checked={isChosen}
          onChange={() => onToggle(id)}
        />
      </td>
      <td className={classes.mono}>{shown(consumer)}</td>
      <td className={classes.figure}>{elapsed(idleMs)}</td>
      <td className={classes.figure}>{deliveries}</td>
    </tr>
  );
}
