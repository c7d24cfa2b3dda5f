import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { SettingsChangeRequest, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { api, orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { useBatch } from '../../tenants/list/use-batch.ts';
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

/** A plan for each, to be left out or applied; then what each came to. */
export function CopyReview({ document, directives, targets, onBack, onClose }: CopyReviewProps) {
  const { id } = document;
  const plans = useCopyPlans(id, directives, targets);
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const { begun, running, run } = useBatch();
  const chosen = plans.filter((one) => canApply(one) && !out.has(one.id));
  const forming = plans.some(({ plan, refused }) => plan === null && refused === null);
  const apply = () => {
    const hashes = new Map(chosen.map(({ id: target, plan }) => [target, plan?.hash ?? '']));
    run('Copy', [...hashes.keys()], async (target) => {
      const wish: SettingsChangeRequest = { kind: 'copy', from: id, directives: [...directives] };
      const operation = await api.settings.apply({ id: target, wish, hash: hashes.get(target) ?? '' });
      void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
      return operation;
    });
  };
  if (begun) return <CopyOutcome batch={begun.batch} running={running} onClose={onClose} />;
  const leave = (target: string, on: boolean) => {
    const next = new Set(out);
    if (on) next.delete(target);
    else next.add(target);
    setOut(next);
  };
  return (
    <>
      <DrawerBody busy={forming}>
        <ul className={classes.plans} aria-label="Plans">
          {plans.map((one) => (
            <li key={one.id}>
              <Checkbox
                aria-label={`Copy to ${one.id}`}
                checked={canApply(one) && !out.has(one.id)}
                disabled={!canApply(one)}
                onChange={({ currentTarget }) => leave(one.id, currentTarget.checked)}
              />
              <CopyPlanLine copy={one} settings={document.settings} />
            </li>
          ))}
        </ul>
      </DrawerBody>
      <DrawerFoot hint={footWords(chosen, forming)}>
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button disabled={forming || chosen.length === 0} onClick={apply}>
          Apply {counted(chosen.length, 'plan')}
        </Button>
      </DrawerFoot>
    </>
  );
}

function footWords(chosen: readonly CopyPlan[], forming: boolean): string {
  if (forming) return 'The plans are being made; nothing is touched by that.';
  const restarts = chosen.filter(({ plan }) => plan?.restart || plan?.recreate).length;
  const backups = chosen.filter(({ plan }) => plan?.safetyBackup).length;
  const evicted = chosen.reduce((sum, { plan }) => sum + (plan?.evicts?.keys ?? 0), 0);
  const parts = [
    ...(evicted === 0 ? [] : [`About ${counted(evicted, 'key')} will be evicted.`]),
    restarts === 0 ? 'No restart.' : `${restarts} of ${chosen.length} restart once.`,
    ...(backups === 0 ? [] : [`A safety backup of ${backups} is taken first.`]),
    'A failure is rolled back and does not stop the rest.',
  ];
  return parts.join(' ');
}
