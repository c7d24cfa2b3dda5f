import { ActionIcon, Button, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { IconCopy, IconDownload, IconTextWrap } from '@tabler/icons-react';
import { Keys } from '../../commands/keys.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { count as shownCount } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { relativeTimes, wrapLines } from './log-actions.ts';

interface LogHeadProps {
  readonly id: string;
  readonly count: number;
  readonly reading: boolean;
  readonly following: boolean;
  readonly onFollow: (following: boolean) => void;
  readonly selected: number;
  readonly onCopy: () => void;
  readonly onSave: () => void;
}

/** The head of the logs view with its actions. */
export function LogHead({ id, count, reading, following, onFollow, selected, onCopy, onSave }: LogHeadProps) {
  const wrap = useStore(wrapLines);
  const relative = useStore(relativeTimes);
  const chosen = selected > 0 ? ` · ${shownCount(selected)} selected` : '';
  return (
    <PageHead
      title="Logs"
      subtitle={`of ${id} · ${reading ? 'reading…' : `${shownCount(count)} lines${chosen}`}`}
      actions={
        <>
          <Tooltip label={<Keys shortcut="f" />}>
            <Switch label="Follow" checked={following} onChange={(event) => onFollow(event.currentTarget.checked)} />
          </Tooltip>
          <SegmentedControl
            aria-label="Time format"
            size="xs"
            value={relative ? 'relative' : 'exact'}
            onChange={(value) => relativeTimes.set(value === 'relative')}
            data={[
              { value: 'exact', label: 'Absolute' },
              { value: 'relative', label: 'Relative' },
            ]}
          />
          <Tooltip label={wrap ? 'Do not wrap long lines' : 'Wrap long lines'}>
            <ActionIcon
              aria-label="Wrap long lines"
              aria-pressed={wrap}
              variant={wrap ? 'light' : 'default'}
              onClick={() => wrapLines.set(!wrap)}
            >
              <IconTextWrap size={14} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" leftSection={<IconCopy size={14} />} disabled={count === 0} onClick={onCopy}>
            {selected > 0 ? `Copy ${shownCount(selected)}` : 'Copy all'}
          </Button>
          <Button variant="default" leftSection={<IconDownload size={14} />} disabled={count === 0} onClick={onSave}>
            Save
          </Button>
        </>
      }
    />
  );
}
