import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { Time } from '../../../components/layout/time.tsx';
import { bytes, count, UNKNOWN } from '../../../lib/format.ts';
import classes from './settings-facts.module.css';

const modes = {
  rdb: 'Snapshots (RDB)',
  aof: 'Every write (AOF)',
  both: 'Snapshots and every write',
  none: 'Not saved',
} as const;

/** The most important settings and their effect. */
export function SettingsFacts({ instance }: { readonly instance: InstanceStatus }) {
  const { memory, persistence, passwordSet, runtime, image, container, network } = instance;
  const isResponsive = memory.usedBytes !== null;
  return (
    <section aria-labelledby="settings-that-matter">
      <h2 className={classes.title} id="settings-that-matter">
        Key settings
        <Link to="/settings/$id" params={{ id: instance.id }} className={classes.all ?? ''}>
          All settings
        </Link>
      </h2>
      <dl className={classes.facts}>
        <Fact label="Memory limit">
          {memory.limitBytes === null ? (isResponsive ? 'none' : UNKNOWN) : bytes(memory.limitBytes)}
        </Fact>
        <Fact label="Peak memory">{bytes(memory.peakBytes)}</Fact>
        <Fact label="Persistence">{persistence.mode === null ? UNKNOWN : modes[persistence.mode]}</Fact>
        <Fact label="Last save">
          {persistence.lastSaveAt === null && isResponsive ? 'not since start' : <Time at={persistence.lastSaveAt} />}
        </Fact>
        <Fact label="Changes since last save">{count(persistence.changesSinceSave)}</Fact>
        <Fact label="Password">{passwordSet ? 'set' : 'none'}</Fact>
        {can(runtime, 'image') && (
          <>
            <Fact label="Image">{image ?? UNKNOWN}</Fact>
            <Fact label="Container">{container ?? UNKNOWN}</Fact>
            <Fact label="Network">{network ?? UNKNOWN}</Fact>
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
