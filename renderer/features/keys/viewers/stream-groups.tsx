import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { Time } from '../../../components/layout/time.tsx';
import { count, UNKNOWN } from '../../../lib/format.ts';
import { idOf, shown } from '../model/key-bytes.ts';
import * as viewersWords from '../words/viewers.ts';
import classes from './stream-groups.module.css';

type Groups = NonNullable<Extract<KeyValue, { type: 'stream' }>['groups']>;

/** The consumer groups of a stream and their consumers. */
export function StreamGroups({ groups }: { readonly groups: Groups }) {
  if (groups.length === 0) return <p className={classes.none}>{viewersWords.noConsumerGroups}</p>;
  return (
    <section className={classes.groups} aria-label={viewersWords.consumerGroups}>
      <table className={classes.table} aria-label={viewersWords.consumerGroups}>
        <thead>
          <tr>
            <th>{viewersWords.groupAndConsumer}</th>
            <th className={classes.right}>{viewersWords.pending}</th>
            <th className={classes.right}>{viewersWords.lastIdLastSeen}</th>
          </tr>
        </thead>
        {groups.map(({ name, lastId, pending, consumers }) => (
          <tbody key={idOf(name)}>
            <tr>
              <th scope="row">{shown(name)}</th>
              <td className={classes.right}>{count(pending)}</td>
              <td className={`mono ${classes.right}`}>{lastId}</td>
            </tr>
            {consumers.map((consumer) => (
              <tr key={idOf(consumer.name)}>
                <td className={classes.consumer}>{shown(consumer.name)}</td>
                <td className={classes.right}>{count(consumer.pending)}</td>
                <td className={classes.right}>{consumer.seenAt === null ? UNKNOWN : <Time at={consumer.seenAt} />}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
