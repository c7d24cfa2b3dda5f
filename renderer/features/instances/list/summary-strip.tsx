import type { ReactNode } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { Figure } from '../../../components/charts/figure.tsx';
import { Sparkline } from '../../../components/charts/sparkline.tsx';
import { bytes, bytesParts, count } from '../../../lib/format.ts';
import { summedOps, totalsOf } from '../model/totals.ts';
import * as listWords from '../words/list.ts';
import { MIN_OPS_SCALE } from './columns.tsx';
import classes from './summary-strip.module.css';
import { useHistories } from './use-histories.ts';

interface SummaryStripProps {
  readonly instances: readonly InstanceStatus[];
  /** The app is disconnected, so the values are old. */
  readonly stale: boolean;
}

/** The totals of all instances above the table. */
export function SummaryStrip({ instances, stale }: SummaryStripProps) {
  const histories = useHistories(instances);
  const totals = totalsOf(instances);
  const memory = bytesParts(totals.usedBytes);
  return (
    <section className={classes.strip} aria-label={listWords.allInstancesTogether} data-stale={stale || undefined}>
      <Item label={listWords.running}>
        <strong>{stale ? '—' : totals.running}</strong> <span>{listWords.ofAll(totals.all)}</span>
        {totals.unhealthy > 0 && !stale && (
          <span>
            {' '}
            · <span className={classes.bad}>{listWords.unhealthy(totals.unhealthy)}</span>
          </span>
        )}
        {totals.ended > 0 && !stale && (
          <span>
            {' '}
            · <span className={classes.bad}>{listWords.endedStoppedUnexpectedly(totals.ended)}</span>
          </span>
        )}
        {totals.unreachable > 0 && !stale && <span> · {listWords.countUnreachable(totals.unreachable)}</span>}
      </Item>
      <Item label={listWords.memoryUsed}>
        <strong>
          {memory.value} {memory.unit}
        </strong>
        {totals.limitBytes !== null && <span>{listWords.ofLimitBytes(bytes(totals.limitBytes))}</span>}
      </Item>
      <Item
        label={listWords.operations}
        beside={<Sparkline values={summedOps(histories)} width={72} minScale={MIN_OPS_SCALE} label={OPS_LABEL} />}
      >
        <Figure strong value={count(totals.opsPerSecond)} unit={listWords.opsSUnit} />
      </Item>
      <Item label={listWords.clients}>
        <Figure strong value={count(totals.clients)} unit={listWords.connectedUnit} />
      </Item>
      <Item label={listWords.keys}>
        <strong>{count(totals.keys)}</strong>
      </Item>
    </section>
  );
}

const OPS_LABEL = listWords.operationsPerSecondOfAllInstances;

interface ItemProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly beside?: ReactNode;
}

function Item({ label, children, beside }: ItemProps) {
  return (
    <div className={classes.item}>
      <div>
        <div className={classes.label}>{label}</div>
        <div className={classes.figure}>{children}</div>
      </div>
      {beside}
    </div>
  );
}
