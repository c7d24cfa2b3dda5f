import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { useHistory } from '../../../client/live.ts';
import { Figure } from '../../../components/charts/figure.tsx';
import { bytes, bytesParts, count, percent, percentValue } from '../../../lib/format.ts';
import * as pageWords from '../words/page.ts';
import { LiveChart } from './live-chart.tsx';
import classes from './live-panels.module.css';

/** Live charts of the last five minutes. */
export function LivePanels({ instance }: { readonly instance: InstanceStatus }) {
  const history = useHistory(instance.id);
  const { memory, commands, clients, hitRate } = instance;
  const used = bytesParts(memory.usedBytes);
  const at = history.map((sample) => sample.at);
  return (
    <div className={classes.panels}>
      <LiveChart
        id={instance.id}
        title={pageWords.memory}
        now={
          <Figure
            strong
            value={`${used.value}${used.unit && ` ${used.unit}`}`}
            of={memory.limitBytes === null ? undefined : bytes(memory.limitBytes)}
          />
        }
        times={at}
        values={history.map(({ usedBytes }) => usedBytes)}
        format={bytes}
        unit="bytes"
        limit={memory.limitBytes}
      />
      <LiveChart
        id={instance.id}
        title={pageWords.operations}
        now={<Figure strong value={count(commands.perSecond)} unit={pageWords.opsSUnit} />}
        times={at}
        values={history.map(({ opsPerSecond }) => opsPerSecond)}
        format={count}
      />
      <LiveChart
        id={instance.id}
        title={pageWords.clients}
        now={<Figure strong value={count(clients.connected)} unit={pageWords.connectedUnit} />}
        times={at}
        values={history.map((sample) => sample.clients)}
        format={count}
      />
      <LiveChart
        id={instance.id}
        title={pageWords.hitRate}
        now={<Figure strong value={percentValue(hitRate)} unit={hitRate === null ? undefined : '%'} />}
        times={at}
        values={history.map((sample) => sample.hitRate)}
        format={(share) => percent(share, 0)}
        unit="share"
      />
    </div>
  );
}
