import { useState } from 'react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { Drawer } from '../../../components/layout/drawer.tsx';
import * as compareWords from '../words/compare.ts';
import { CopyChoice } from './copy-choice.tsx';
import { CopyReview } from './copy-review.tsx';

interface CopyDrawerProps {
  readonly document: SettingsDocument;
  readonly onClose: () => void;
}

/** Copies settings of one instance to others: choose, review a plan for each, apply. */
export function CopyDrawer({ document, onClose }: CopyDrawerProps) {
  const { id } = document;
  const { items = [] } = useLiveStatuses();
  const others = items.filter((item) => item.id !== id && item.state !== 'missing').map((item) => item.id);
  const [directives, setDirectives] = useState<ReadonlySet<string>>(new Set());
  const [targets, setTargets] = useState<ReadonlySet<string>>(new Set());
  const [reviewing, setReviewing] = useState(false);
  const chosen = others.filter((other) => targets.has(other));
  return (
    <Drawer
      title={compareWords.copySettings}
      subtitle={compareWords.ofIdToOtherInstances(id)}
      onClose={onClose}
      width={720}
    >
      {reviewing ? (
        <CopyReview
          document={document}
          directives={[...directives]}
          targets={chosen}
          onBack={() => setReviewing(false)}
          onClose={onClose}
        />
      ) : (
        <CopyChoice
          document={document}
          others={others}
          directives={directives}
          targets={new Set(chosen)}
          onDirectives={setDirectives}
          onTargets={setTargets}
          onClose={onClose}
          onReview={() => setReviewing(true)}
        />
      )}
    </Drawer>
  );
}
