import { Button } from '@mantine/core';
import { IconCircleCheck, IconFileSearch, IconInfoCircle } from '@tabler/icons-react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { elapsed } from '../../../lib/format.ts';
import { costWords } from '../model/key-words.ts';
import * as sourceWords from '../words/source.ts';
import classes from './source-foot.module.css';
import type { KeySpaceFeed } from './use-key-space.ts';

interface SourceFootProps {
  readonly source: KeySource;
  readonly feed: KeySpaceFeed;
}

/** How the keys were read, and the cost for the server. */
export function SourceFoot({ source, feed: { space, stoppedAt, stop, resume } }: SourceFootProps) {
  if (space === null) return null;
  const { live, phase, problem } = space;
  // The message above the list says why nothing is read now, and the core tries again.
  if (phase !== 'following' && source.kind === 'instance' && problem !== null) return null;
  if (phase === 'opening' || phase === 'reading') {
    return (
      <div className={classes.foot}>
        <IconFileSearch size={16} className={classes.icon} aria-hidden="true" />
        <span className={classes.text}>{sourceWords.readingKeys}</span>
        <ProgressBar fraction={space.fraction} label={sourceWords.readSoFar} />
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
            sourceWords.notFollowingInstanceItsServerDoes(source.instance)
          ) : (
            <Cost live={live} id={source.instance} />
          )}
        </span>
        <Button variant="subtle" size="compact-xs" onClick={isStopped ? resume : stop}>
          {isStopped ? sourceWords.followAgain : sourceWords.stopFollowing}
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
        <strong>{sourceWords.readByScan}</strong> {coreDetail(reason)}
        {sourceWords.keysCanBeMissed}
      </>
    );
  }
  return (
    <>
      <strong>{sourceWords.everyKeyListed}</strong>
      {cost && sourceWords.inElapsed(elapsed(cost.tookSeconds * 1000))}
      {sourceWords.thenFollowedByReplication}
      {cost && (
        <>
          {sourceWords.costOnId(id)}
          <strong>{costWords(cost)}.</strong>
        </>
      )}
      {copies > 1 && sourceWords.copiedSeveralTimes(copies)}
    </>
  );
}

function fileFacts({ redisVersion, rdbVersion, checksum, functions, warnings }: KeySpace): string {
  const facts = [
    redisVersion === null ? null : sourceWords.writtenByRedisVersion(redisVersion),
    rdbVersion === null ? null : sourceWords.rdbVersionRdbVersion(rdbVersion),
    checksum === null ? null : checksum === 'verified' ? sourceWords.checksumVerified : sourceWords.checksum(checksum),
    functions === 0
      ? null
      : functions === 1
        ? sourceWords.functionLibrary1
        : sourceWords.functionsFunctionLibraries(functions),
  ].filter((fact) => fact !== null);
  return [
    facts.length > 0 ? `${facts.join(', ')}.` : null,
    sourceWords.noRedisRunsForThisView,
    ...warnings.map((text) => coreDetail(text)),
  ]
    .filter(Boolean)
    .join(' ');
}
