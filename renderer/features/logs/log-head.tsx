import { ActionIcon, Button, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { IconCopy, IconDownload, IconTextWrap } from '@tabler/icons-react';
import { Keys } from '../../commands/keys.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { count as shownCount } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { relativeTimes, wrapLines } from './log-actions.ts';
import * as logsWords from './words.ts';

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
  const chosen = selected > 0 ? logsWords.countSelected(shownCount(selected)) : '';
  return (
    <PageHead
      title={logsWords.logs}
      subtitle={logsWords.ofIdPart(id, reading ? logsWords.reading : logsWords.countLines(shownCount(count), chosen))}
      actions={
        <>
          <Tooltip label={<Keys shortcut="f" />}>
            <Switch
              label={logsWords.follow}
              checked={following}
              onChange={(event) => onFollow(event.currentTarget.checked)}
            />
          </Tooltip>
          <SegmentedControl
            aria-label={logsWords.timeFormat}
            size="xs"
            value={relative ? 'relative' : 'exact'}
            onChange={(value) => relativeTimes.set(value === 'relative')}
            data={[
              { value: 'exact', label: logsWords.absolute },
              { value: 'relative', label: logsWords.relative },
            ]}
          />
          <Tooltip label={wrap ? logsWords.doNotWrapLongLines : logsWords.wrapLongLines}>
            <ActionIcon
              aria-label={logsWords.wrapLongLines}
              aria-pressed={wrap}
              variant={wrap ? 'light' : 'default'}
              onClick={() => wrapLines.set(!wrap)}
            >
              <IconTextWrap size={14} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" leftSection={<IconCopy size={14} />} disabled={count === 0} onClick={onCopy}>
            {selected > 0 ? logsWords.copySelected(shownCount(selected)) : logsWords.copyAll}
          </Button>
          <Button variant="default" leftSection={<IconDownload size={14} />} disabled={count === 0} onClick={onSave}>
            {logsWords.save}
          </Button>
        </>
      }
    />
  );
}
