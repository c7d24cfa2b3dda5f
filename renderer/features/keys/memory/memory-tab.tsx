import { Button, Menu } from '@mantine/core';
import { IconChartTreemap, IconDownload, IconRefresh, IconTilde } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { bytes, bytesParts, count, exactTime, percent } from '../../../lib/format.ts';
import type { Editing } from '../edit/use-editing.ts';
import { nameOf } from '../model/key-bytes.ts';
import { sourceTitle } from '../model/key-words.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import * as memoryWords from '../words/memory.ts';
import { exportAnalysis } from './analysis-export.ts';
import { ExpiryChart } from './expiry-chart.tsx';
import { GrowthSection } from './growth-section.tsx';
import { LargestKeys } from './largest-keys.tsx';
import classes from './memory-tab.module.css';
import { PrefixTreemap } from './prefix-treemap.tsx';
import { TypesTable } from './types-table.tsx';
import { WithoutExpiry } from './without-expiry.tsx';

interface MemoryTabProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly space: KeySpace;
  readonly editing: Editing;
  readonly separator: string;
}

/** The distribution of memory: by prefix, by key, by type and by expiry. */
export function MemoryTab({ source, place, space, editing, separator }: MemoryTabProps) {
  const connected = useConnection().state === 'connected';
  const isComplete = space.phase !== 'opening' && space.phase !== 'reading';
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery(
    orpc.keyspace.analysis.queryOptions({
      input: {
        source,
        database: place.database ?? 'all',
        separator,
        ...(place.prefix && { prefix: nameOf(place.prefix) }),
      },
      enabled: connected && isComplete,
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: memoryWords.analyseTheKeys },
    }),
  );
  const used = useLiveStatus(editing.instance)?.memory.usedBytes ?? null;
  if (error && !data)
    return <ErrorState title={memoryWords.couldNotAnalyseTheKeys} error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={12} rowHeight={40} widths={[220, 160, 240, 90]} />;
  if (data.prefixes.length === 0) {
    return (
      <EmptyState
        icon={IconChartTreemap}
        title={memoryWords.noKeysToAnalyse}
        text={place.database === null ? undefined : memoryWords.theAnalysisCoversTheSelectedPrefix}
      />
    );
  }
  const total = data.prefixes.reduce((sum, { memoryBytes, sizeBytes }) => sum + (memoryBytes ?? sizeBytes), 0);
  const keys = data.prefixes.reduce((sum, one) => sum + one.keys, 0);
  const { sample, withoutExpiry } = data;
  const live = editing.instance !== null;
  return (
    <div className={classes.tab} data-stale={!connected || undefined}>
      <div className={classes.strip}>
        <Fact name={live && sample ? memoryWords.keysAndValues : memoryWords.serialisedKeysAndValues} size={total}>
          {used !== null && place.database === null && sample ? memoryWords.ofUsed(bytes(used)) : ''}
        </Fact>
        <Fact name={memoryWords.keys} value={count(keys)} />
        <Fact name={memoryWords.averageKey} size={keys === 0 ? null : total / keys} />
        <Fact name={memoryWords.withoutExpiryTitle} value={count(withoutExpiry.keys)}>
          {memoryWords.keysPercent(percent(keys === 0 ? null : withoutExpiry.keys / keys, 0))}
        </Fact>
        {data.expired.keys > 0 && (
          <Fact name={memoryWords.expired} value={count(data.expired.keys)}>
            {memoryWords.keysSizeBytes(bytes(data.expired.sizeBytes))}
          </Fact>
        )}
        {sample && (
          <span className={classes.sample}>
            <Badge icon={IconTilde} tone="fact" label={memoryWords.estimate} title={memoryWords.confidence95} />
            {memoryWords.memoryUsageOfKeysErrorData(
              count(sample.keys),
              percent(sample.error),
              exactTime(dataUpdatedAt),
            )}
          </span>
        )}
        <span className={classes.actions}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={isFetching}
            disabled={!connected}
            onClick={() => void refetch()}
          >
            {sample ? memoryWords.sampleAgain : memoryWords.analyseAgain}
          </Button>
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={14} />}>
                {memoryWords.exportText}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => exportAnalysis('csv', data, source, sourceTitle(source, place.fileName))}>
                {memoryWords.saveAsCsv}
              </Menu.Item>
              <Menu.Item onClick={() => exportAnalysis('json', data, source, sourceTitle(source, place.fileName))}>
                {memoryWords.saveAsJson}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      <div className={classes.top}>
        <PrefixTreemap prefixes={data.prefixes} total={total} place={place} separator={separator} />
        <LargestKeys items={data.largest} of={keys} place={place} separator={separator} />
      </div>
      <div className={classes.bottom}>
        <TypesTable types={data.types} />
        <ExpiryChart analysis={data} />
        <WithoutExpiry
          source={source}
          place={place}
          prefixes={data.prefixes}
          total={withoutExpiry}
          editing={editing}
          enabled={connected}
        />
        <GrowthSection source={source} separator={separator} enabled={connected && isComplete} />
      </div>
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly value?: string;
  readonly size?: number | null;
  readonly children?: React.ReactNode;
}

function Fact({ name, value, size, children }: FactProps) {
  const parts = value === undefined ? bytesParts(size) : { value, unit: '' };
  return (
    <div className={classes.fact}>
      <div className="hint">{name}</div>
      <div>
        <strong>
          {parts.value} {parts.unit}
        </strong>
        <span className="text-3">{children}</span>
      </div>
    </div>
  );
}
