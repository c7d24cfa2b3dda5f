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
  /** The limit that was typed; undefined: the preview's. */
  readonly memory: string | undefined;
  readonly onUsePort: (port: number) => void;
}

/** What an installation would do now, before it is done. */
export function InstallFacts({ preview, memory, onUsePort }: InstallFactsProps) {
  const { port, portFree, folder, freeBytes, dataKept, memoryPolicy } = preview;
  const limit = (memory === undefined ? null : parseMemory(memory)) ?? preview.memoryLimitBytes;
  const [saved, when] = savedAs(preview);
  return (
    <dl className={classes.facts}>
      <Fact label="Address" value={<code>localhost:{port}</code>}>
        {portFree ? 'available; local connections only' : <Taken {...preview} onUsePort={onUsePort} />}
      </Fact>
      <Fact label="Memory" value={limit ? `${bytes(limit)} at most` : 'No limit'}>
        {limit ? whenFull(memoryPolicy) : 'it may take all of this computer’s'}
      </Fact>
      <Fact label="Data folder" value={<code title={folder}>{folder}</code>}>
        {freeBytes === null ? '' : `${bytes(freeBytes)} free; `}only you can read it
      </Fact>
      <Fact label="Saved" value={saved}>
        {when}
      </Fact>
      {dataKept && (
        <Fact label="Found" value={`${bytes(dataKept.bytes)} of data`}>
          from an earlier installation, changed {relativeTime(dataKept.changedAt)}; it and its settings are used again
        </Fact>
      )}
    </dl>
  );
}

function Taken({ portTakenBy, nextFreePort, onUsePort }: InstallPreview & Pick<InstallFactsProps, 'onUsePort'>) {
  return (
    <span className={classes.taken}>
      <IconAlertTriangle size={14} className={classes.sign} aria-hidden="true" />
      <span>taken by {portTakenBy ?? 'another program'}</span>
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
