import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { Time } from '../../../components/layout/time.tsx';
import { bytes, count, UNKNOWN } from '../../../lib/format.ts';
import * as pageWords from '../words/page.ts';
import classes from './settings-facts.module.css';

const modes = {
  rdb: pageWords.snapshotsRdb,
  aof: pageWords.everyWriteAof,
  both: pageWords.snapshotsAndEveryWrite,
  none: pageWords.notSaved,
} as const;

/** The most important settings and their effect. */
export function SettingsFacts({ instance }: { readonly instance: InstanceStatus }) {
  const { memory, persistence, passwordSet, runtime, image, container, network } = instance;
  const isResponsive = memory.usedBytes !== null;
  return (
    <section aria-labelledby="settings-that-matter">
      <h2 className={classes.title} id="settings-that-matter">
        {pageWords.keySettings}
        <Link to="/settings/$id" params={{ id: instance.id }} className={classes.all ?? ''}>
          {pageWords.allSettings}
        </Link>
      </h2>
      <dl className={classes.facts}>
        <Fact label={pageWords.memoryLimit}>
          {memory.limitBytes === null ? (isResponsive ? pageWords.noLimit : UNKNOWN) : bytes(memory.limitBytes)}
        </Fact>
        <Fact label={pageWords.peakMemory}>{bytes(memory.peakBytes)}</Fact>
        <Fact label={pageWords.persistence}>{persistence.mode === null ? UNKNOWN : modes[persistence.mode]}</Fact>
        <Fact label={pageWords.lastSave}>
          {persistence.lastSaveAt === null && isResponsive ? (
            pageWords.notSinceStart
          ) : (
            <Time at={persistence.lastSaveAt} />
          )}
        </Fact>
        <Fact label={pageWords.changesSinceLastSave}>{count(persistence.changesSinceSave)}</Fact>
        <Fact label={pageWords.password}>{passwordSet ? pageWords.set : pageWords.notSet}</Fact>
        {can(runtime, 'image') && (
          <>
            <Fact label={pageWords.image}>{image ?? UNKNOWN}</Fact>
            <Fact label={pageWords.container}>{container ?? UNKNOWN}</Fact>
            <Fact label={pageWords.network}>{network ?? UNKNOWN}</Fact>
          </>
        )}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
