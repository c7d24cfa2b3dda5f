import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { IconArrowsLeftRight, IconCircleArrowUp, IconCopyCheck, IconDots, IconHistory } from '@tabler/icons-react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { openDrawer } from '../history/drawers.ts';

interface SettingsHeadProps {
  readonly document: SettingsDocument;
  readonly inText: boolean;
  readonly onInText: (inText: boolean) => void;
}

/** Instance, sync state and views of the settings. */
export function SettingsHead({ document, inText, onInText }: SettingsHeadProps) {
  const { id, path } = document;
  return (
    <PageHead
      title="Settings"
      subtitle={
        <>
          of {id} · {syncState(document)} ·{' '}
          <span className="mono" title={path}>
            {path}
          </span>
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
          <Button
            variant="default"
            leftSection={<IconArrowsLeftRight size={14} />}
            onClick={() => openDrawer(id, 'compare')}
          >
            Compare…
          </Button>
          <Button variant="default" leftSection={<IconHistory size={14} />} onClick={() => openDrawer(id, 'history')}>
            History…
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={28} aria-label="More for these settings">
                <IconDots size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconCopyCheck size={14} />} onClick={() => openDrawer(id, 'copy')}>
                Copy to other instances…
              </Menu.Item>
              <Menu.Item leftSection={<IconCircleArrowUp size={14} />} onClick={() => openDrawer(id, 'upgrade')}>
                Upgrade Redis…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    />
  );
}

function syncState({ running, drift, settings }: SettingsDocument): string {
  if (!running) return 'not running: changes take effect at the next start';
  if (drift.length > 0) return `${drift.length} out of sync with the server`;
  const pending = settings.filter((setting) => setting.pending).length;
  return pending === 0 ? 'in sync with the server' : `${pending} pending until the next restart`;
}
