import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { IconArrowsLeftRight, IconCircleArrowUp, IconCopyCheck, IconDots, IconHistory } from '@tabler/icons-react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { openDrawer } from '../history/drawers.ts';
import * as formWords from '../words/form.ts';

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
      title={formWords.settings}
      subtitle={
        <>
          {formWords.ofIdDocument(id, syncState(document))}
          <span className="mono" title={path}>
            {path}
          </span>
        </>
      }
      actions={
        <>
          <SegmentedControl
            aria-label={formWords.howToEdit}
            size="xs"
            value={inText ? 'text' : 'form'}
            onChange={(value) => onInText(value === 'text')}
            data={[
              { value: 'form', label: formWords.form },
              { value: 'text', label: formWords.text },
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconArrowsLeftRight size={14} />}
            onClick={() => openDrawer(id, 'compare')}
          >
            {formWords.compare}
          </Button>
          <Button variant="default" leftSection={<IconHistory size={14} />} onClick={() => openDrawer(id, 'history')}>
            {formWords.history}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={28} aria-label={formWords.moreForTheseSettings}>
                <IconDots size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconCopyCheck size={14} />} onClick={() => openDrawer(id, 'copy')}>
                {formWords.copyToOtherInstances}
              </Menu.Item>
              <Menu.Item leftSection={<IconCircleArrowUp size={14} />} onClick={() => openDrawer(id, 'upgrade')}>
                {formWords.upgradeRedis}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    />
  );
}

function syncState({ running, drift, settings }: SettingsDocument): string {
  if (!running) return formWords.notRunningYet;
  if (drift.length > 0) return formWords.countOutOfSync(drift.length);
  const pending = settings.filter((setting) => setting.pending).length;
  return pending === 0 ? formWords.inSyncWithTheServer : formWords.pendingUntilTheNextRestart(pending);
}
