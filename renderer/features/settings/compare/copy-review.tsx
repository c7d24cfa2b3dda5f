import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { SettingsChangeRequest, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { api, orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { counted } from '../../../lib/counted.ts';
import { useBatch } from '../../tenants/batch/use-batch.ts';
import * as compareWords from '../words/compare.ts';
import classes from './copy-drawer.module.css';
import { CopyOutcome } from './copy-outcome.tsx';
import { CopyPlanLine } from './copy-plan-line.tsx';
import { type CopyPlan, canApply, useCopyPlans } from './use-copy-plans.ts';

interface CopyReviewProps {
  readonly document: SettingsDocument;
  readonly directives: readonly string[];
  readonly targets: readonly string[];
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** A plan for each instance, to exclude or apply; then the results. */
export function CopyReview({ document, directives, targets, onBack, onClose }: CopyReviewProps) {
  const { id } = document;
  const plans = useCopyPlans(id, directives, targets);
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const { begun, running, run } = useBatch();
  const chosen = plans.filter((one) => canApply(one) && !excluded.has(one.id));
  const forming = plans.some(({ plan, refused }) => plan === null && refused === null);
  const apply = () => {
    const hashes = new Map(chosen.map(({ id: target, plan }) => [target, plan?.hash ?? '']));
    run(compareWords.copy, [...hashes.keys()], async (target) => {
      const request: SettingsChangeRequest = { kind: 'copy', from: id, directives: [...directives] };
      const operation = await api.settings.apply({ id: target, request, hash: hashes.get(target) ?? '' });
      void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
      return operation;
    });
  };
  if (begun) return <CopyOutcome batch={begun.batch} running={running} onClose={onClose} />;
  const toggle = (target: string, on: boolean) => {
    const next = new Set(excluded);
    if (on) next.delete(target);
    else next.add(target);
    setExcluded(next);
  };
  return (
    <>
      <DrawerBody busy={forming}>
        <ul className={classes.plans} aria-label={compareWords.plans}>
          {plans.map((one) => (
            <li key={one.id}>
              <Checkbox
                aria-label={compareWords.copyToId2(one.id)}
                checked={canApply(one) && !excluded.has(one.id)}
                disabled={!canApply(one)}
                onChange={({ currentTarget }) => toggle(one.id, currentTarget.checked)}
              />
              <CopyPlanLine copy={one} settings={document.settings} />
            </li>
          ))}
        </ul>
      </DrawerBody>
      <DrawerFoot hint={summaryText(chosen, forming)}>
        <Button variant="default" onClick={onBack}>
          {compareWords.back}
        </Button>
        <Button disabled={forming || chosen.length === 0} onClick={apply}>
          {compareWords.applyCounted(counted(chosen.length, 'plan'))}
        </Button>
      </DrawerFoot>
    </>
  );
}

function summaryText(chosen: readonly CopyPlan[], forming: boolean): string {
  if (forming) return compareWords.planningNothingChangesYet;
  const restarts = chosen.filter(({ plan }) => plan?.restart || plan?.recreate).length;
  const backups = chosen.filter(({ plan }) => plan?.safetyBackup).length;
  const evicted = chosen.reduce((sum, { plan }) => sum + (plan?.evicts?.keys ?? 0), 0);
  const parts = [
    ...(evicted === 0 ? [] : [compareWords.aboutCountedWillBeEvicted(counted(evicted, 'key'))]),
    restarts === 0 ? compareWords.noRestart : compareWords.restartsOfCountRestartOnce(restarts, chosen.length),
    ...(backups === 0 ? [] : [compareWords.aSafetyBackupIsTakenFirst(counted(backups, 'instance'))]),
    compareWords.failureIsRolledBack,
  ];
  return parts.join(' ');
}
