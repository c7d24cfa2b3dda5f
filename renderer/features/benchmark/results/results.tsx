import { IconInfoCircle } from '@tabler/icons-react';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import { Banner } from '../../../components/feedback/banner.tsx';
import { bytes, count, fixed } from '../../../lib/format.ts';
import { shownPair, shownRun } from '../model/shown-result.ts';
import * as words from '../words.ts';
import { Latency } from './latency.tsx';
import classes from './results.module.css';
import { Throughput } from './throughput.tsx';
import { VerdictFoot } from './verdict-foot.tsx';

interface ResultsProps {
  readonly run: BenchmarkResult;
  /** Another run beside it; null: only this one. */
  readonly other: BenchmarkResult | null;
}

/** A run, or two beside each other. */
export function Results({ run, other }: ResultsProps) {
  const shown = other === null ? shownRun(run) : shownPair(run, other);
  const { requests, clients, pipeline, valueBytes, tool, durationMs, a, notes } = run;
  return (
    <>
      <div className={classes.body}>
        {other !== null && (
          <Banner icon={IconInfoCircle} tone="information">
            {words.notInterleaved}
          </Banner>
        )}
        {notes.map((note) => (
          <Banner key={note} icon={IconInfoCircle} tone="attention" label={words.notes}>
            {note}
          </Banner>
        ))}
        <Throughput shown={shown} />
        <Latency shown={shown} />
        <p className={classes.conditions}>
          {[
            a.version === null ? null : `Redis ${a.version}`,
            words.loadOf(count(requests), clients, pipeline, bytes(valueBytes)),
            words.toolNames[tool],
            `${words.took} ${words.seconds(fixed(durationMs / 1000, 1))}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {other === null && <VerdictFoot run={run} shown={shown} />}
    </>
  );
}
