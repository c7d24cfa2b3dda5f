import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { InstallPreview } from '../../../shared/contract/instance.ts';
import { parseMemory } from '../../../shared/memory.ts';
import { bytes } from '../../lib/format.ts';
import { timeText } from '../../lib/time-format.ts';
import classes from './install-facts.module.css';
import { savedAs, whenFull } from './install-form.ts';
import * as firstRunWords from './words.ts';

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
      <Fact label={firstRunWords.address} value={<code>localhost:{port}</code>}>
        {portFree ? firstRunWords.localConnectionsOnly : <Taken {...preview} onUsePort={onUsePort} />}
      </Fact>
      <Fact label={firstRunWords.memory} value={limit ? firstRunWords.upToLimit(bytes(limit)) : firstRunWords.noLimit}>
        {limit ? whenFull(memoryPolicy) : firstRunWords.canUseAllMemory}
      </Fact>
      <Fact label={firstRunWords.dataFolder} value={<code title={folder}>{folder}</code>}>
        {firstRunWords.partReadableOnlyByYou(freeBytes === null ? '' : firstRunWords.bytesFree(bytes(freeBytes)))}
      </Fact>
      <Fact label={firstRunWords.persistence} value={saved}>
        {when}
      </Fact>
      {dataKept && (
        <Fact label={firstRunWords.found} value={firstRunWords.bytesOfData(bytes(dataKept.bytes))}>
          {firstRunWords.earlierDataReused(timeText(dataKept.changedAt))}
        </Fact>
      )}
    </dl>
  );
}

function Taken({ portTakenBy, nextFreePort, onUsePort }: InstallPreview & Pick<InstallFactsProps, 'onUsePort'>) {
  return (
    <span className={classes.taken}>
      <IconAlertTriangle size={14} className={classes.sign} aria-hidden="true" />
      <span>{firstRunWords.inUseByPortTakenBy(portTakenBy ?? firstRunWords.anotherProgram)}</span>
      {nextFreePort !== null && (
        <Button variant="default" size="compact-xs" onClick={() => onUsePort(nextFreePort)}>
          {firstRunWords.portNextFreePortToUse(nextFreePort)}
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
