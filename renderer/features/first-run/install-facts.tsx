import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { InstallPreview } from '../../../shared/contract/instance.ts';
import { parseMemory } from '../../../shared/memory.ts';
import { bytes, relativeTime } from '../../lib/format.ts';
import classes from './install-facts.module.css';
import { savedAs, whenFull } from './install-form.ts';

interface InstallFactsProps {
  readonly preview: InstallPreview;
  /** The entered limit; undefined: the limit of the preview. */
  readonly memory: string | undefined;
  readonly onUsePort: (port: number) => void;
}

/** A preview of the installation. */
export function InstallFacts({ preview, memory, onUsePort }: InstallFactsProps) {
  const { port, portFree, folder, freeBytes, dataKept, memoryPolicy } = preview;
  const limit = (memory === undefined ? null : parseMemory(memory)) ?? preview.memoryLimitBytes;
  const [saved, when] = savedAs(preview);
  return (
    <dl className={classes.facts}>
      <Fact label="Address" value={<code>localhost:{port}</code>}>
        {portFree ? 'available; local connections only' : <Taken {...preview} onUsePort={onUsePort} />}
      </Fact>
      <Fact label="Memory" value={limit ? `Up to ${bytes(limit)}` : 'No limit'}>
        {limit ? whenFull(memoryPolicy) : 'can use all memory of this computer'}
      </Fact>
      <Fact label="Data folder" value={<code title={folder}>{folder}</code>}>
        {freeBytes === null ? '' : `${bytes(freeBytes)} free; `}readable only by you
      </Fact>
      <Fact label="Persistence" value={saved}>
        {when}
      </Fact>
      {dataKept && (
        <Fact label="Found" value={`${bytes(dataKept.bytes)} of data`}>
          from an earlier installation, changed {relativeTime(dataKept.changedAt)}; the data and its settings are reused
        </Fact>
      )}
    </dl>
  );
}

function Taken({ portTakenBy, nextFreePort, onUsePort }: InstallPreview & Pick<InstallFactsProps, 'onUsePort'>) {
  return (
    <span className={classes.taken}>
      <IconAlertTriangle size={14} className={classes.sign} aria-hidden="true" />
      <span>in use by {portTakenBy ?? 'another program'}</span>
      {nextFreePort !== null && (
        <Button variant="default" size="compact-xs" onClick={() => onUsePort(nextFreePort)}>
          Use port {nextFreePort}
        </Button>
      )}
    </span>
  );
}

interface FactProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly children: ReactNode;
}

function Fact({ label, value, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note}>{children}</dd>
    </div>
  );
}
