import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowsLeftRight, IconHistory } from '@tabler/icons-react';
import type { SettingsDocument } from '../../../shared/contract/settings.ts';
import { PageHead } from '../../components/page-head.tsx';

interface SettingsHeadProps {
  readonly document: SettingsDocument;
  readonly inText: boolean;
  readonly onInText: (inText: boolean) => void;
  readonly onDrawer: (drawer: 'history' | 'compare') => void;
}

/** Whose settings these are, whether they are in force, and the ways to look at them. */
export function SettingsHead({ document, inText, onInText, onDrawer }: SettingsHeadProps) {
  const { id, path } = document;
  return (
    <PageHead
      title="Settings"
      subtitle={
        <>
          of {id} · <span className="mono">{path}</span> · {inForce(document)}
        </>
      }
      actions={
        <>
          <SegmentedControl
            aria-label="How to edit"
            size="xs"
            value={inText ? 'text' : 'form'}
            onChange={(value) => onInText(value === 'text')}
            data={[
              { value: 'form', label: 'Form' },
              { value: 'text', label: 'Text' },
            ]}
          />
          <Button variant="default" leftSection={<IconArrowsLeftRight size={14} />} onClick={() => onDrawer('compare')}>
            Compare…
          </Button>
          <Button variant="default" leftSection={<IconHistory size={14} />} onClick={() => onDrawer('history')}>
            History…
          </Button>
        </>
      }
    />
  );
}

function inForce({ running, drift, settings }: SettingsDocument): string {
  if (!running) return 'not running: changes take effect at the next start';
  if (drift.length > 0) return `${drift.length} ${drift.length === 1 ? 'differs' : 'differ'} from the running server`;
  const pending = settings.filter((setting) => setting.pending).length;
  return pending === 0 ? 'in step with the running server' : `${pending} from the next restart on`;
}
