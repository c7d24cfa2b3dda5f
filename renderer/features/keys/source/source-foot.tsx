import { Button } from '@mantine/core';
import { IconCircleCheck, IconFileSearch, IconInfoCircle } from '@tabler/icons-react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { elapsed } from '../../../lib/format.ts';
import { costWords } from '../model/key-words.ts';
import classes from './source-foot.module.css';
import type { KeySpaceFeed } from './use-key-space.ts';

interface SourceFootProps {
  readonly source: KeySource;
  readonly feed: KeySpaceFeed;
}

/** How the keys were read, and what that cost the server. */
export function SourceFoot({ source, feed: { space, stoppedAt, stop, resume } }: SourceFootProps) {
  if (space === null) return null;
  const { live, phase } = space;
  if (phase === 'opening' || phase === 'reading') {
    return (
      <div className={classes.foot}>
        <IconFileSearch size={16} className={classes.icon} aria-hidden="true" />
        <span className={classes.text}>Reading. Keys appear as they are found.</span>
        <ProgressBar fraction={space.fraction} label="Read so far" />
      </div>
    );
  }
  if (live && source.kind === 'instance') {
    const isStopped = stoppedAt !== null;
    return (
      <div className={classes.foot}>
        <IconCircleCheck size={16} className={isStopped ? classes.icon : classes.good} aria-hidden="true" />
        <span className={classes.text}>
          {isStopped ? (
            `Not following ${source.instance}. Its server does no work for this view.`
          ) : (
            <Cost live={live} id={source.instance} />
          )}
        </span>
        <Button variant="subtle" size="compact-xs" onClick={isStopped ? resume : stop}>
          {isStopped ? 'Follow again' : 'Stop following'}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.foot}>
      <IconInfoCircle size={16} className={classes.icon} aria-hidden="true" />
      <span className={classes.text}>{fileFacts(space)}</span>
    </div>
  );
}

function Cost({ live, id }: { readonly live: NonNullable<KeySpace['live']>; readonly id: string }) {
  const { method, cost, reason, copies } = live;
  if (method === 'scan') {
    return (
      <>
        <strong>Read by SCAN.</strong> {reason} Keys that change meanwhile can be missed.
      </>
    );
  }
  return (
    <>
      <strong>Every key listed</strong>
      {cost && ` in ${elapsed(cost.tookSeconds * 1000)}`}, then followed by replication.{' '}
      {cost && (
        <>
          Cost on {id}: <strong>{costWords(cost)}.</strong>
        </>
      )}
      {copies > 1 && ` Copied ${copies} times, because the connection was lost.`}
    </>
  );
}

function fileFacts({ redisVersion, rdbVersion, checksum, functions, warnings }: KeySpace): string {
  const facts = [
    redisVersion === null ? null : `Written by Redis ${redisVersion}`,
    rdbVersion === null ? null : `RDB version ${rdbVersion}`,
    checksum === null ? null : checksum === 'verified' ? 'checksum verified' : `checksum ${checksum}`,
    functions === 0 ? null : functions === 1 ? '1 function library' : `${functions} function libraries`,
  ].filter((fact) => fact !== null);
  return [facts.length > 0 ? `${facts.join(', ')}.` : null, 'No Redis runs for this view.', ...warnings]
    .filter(Boolean)
    .join(' ');
}
