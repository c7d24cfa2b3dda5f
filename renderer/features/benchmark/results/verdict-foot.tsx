import { Button } from '@mantine/core';
import { IconAdjustments, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { count, fixed, percent } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { planValues } from '../../settings/model/plan-values.ts';
import { type ShownResult, verdictSummary } from '../model/shown-result.ts';
import * as words from '../words.ts';
import classes from './results.module.css';

/** Below this share of A's throughput, neither side limits the instance. */
const LITTLE = 0.1;

interface VerdictFootProps {
  readonly run: BenchmarkResult;
  readonly shown: ShownResult;
}

/** The result in a sentence, beside what the instance needs, and the button that applies B's settings unless they only lose. */
export function VerdictFoot({ run, shown }: VerdictFootProps) {
  const { faster, slower, all, largest } = verdictSummary(shown.tests);
  const { against, instance } = run;
  if (against === null) return null;
  const wins = faster > 0 && slower === 0;
  const loses = slower > 0 && faster === 0;
  const Icon = wins ? IconCircleCheck : IconInfoCircle;
  const changes = largest.map(({ test, share }) =>
    share > 0 ? words.gains(test, percent(share, 0)) : words.loses(test, percent(-share, 0)),
  );
  const apply = () => {
    planValues(instance, Object.fromEntries(against.changes.map(({ directive, to }) => [directive, to])));
    navigateTo(`/settings/${instance}`);
  };
  const isOtherImage = against.image !== null && against.image !== run.a.image;
  return (
    <footer className={classes.foot}>
      <Icon size={18} className={classes.footIcon} data-good={wins || undefined} aria-hidden="true" />
      <div className={classes.footText}>
        <div>
          <b>{words.summaryOfB(faster, all, slower)}</b> {changes.length > 0 && `${changes.join(', ')}.`}
        </div>
        <div className="hint">{needOf(run)}</div>
        {isOtherImage && wins && (
          <>
            <div className="hint">{words.upgradeWith}</div>
            <CommandLine line={terminalLine('upgrade', { instance, image: against.image })} />
          </>
        )}
      </div>
      {against.changes.length > 0 && !loses && (
        <Button variant={wins ? 'filled' : 'default'} leftSection={<IconAdjustments size={14} />} onClick={apply}>
          {words.applyB}
        </Button>
      )}
    </footer>
  );
}

/** `B uses 2.1 cores, A uses 1.0. main serves 3,412 ops/s now, 2 % of what A reaches.` */
function needOf({ instance, a, against, tests, instanceOpsPerSecond }: BenchmarkResult): string {
  const cores = [
    ...(against?.cores == null ? [] : [words.usesCores('B', fixed(against.cores, 1))]),
    ...(a.cores === null ? [] : [words.usesCores('A', fixed(a.cores, 1))]),
  ].join(', ');
  const reached = Math.max(0, ...tests.map(({ requestsPerSecond }) => requestsPerSecond));
  const share = instanceOpsPerSecond === null || reached === 0 ? null : instanceOpsPerSecond / reached;
  const need =
    share === null ? '' : words.serves(instance, count(Math.round(instanceOpsPerSecond ?? 0)), percent(share));
  const little = share !== null && share < LITTLE ? words.littleNeeded : '';
  return [cores && `${cores}.`, need && `${need}.`, little].filter(Boolean).join(' ');
}
