import { Menu } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import * as exportWords from '../words/export.ts';
import type { ExportAction } from './export.ts';

const items: readonly { readonly action: ExportAction; readonly label: string }[] = [
  { action: 'copy-png', label: exportWords.copyImagePng },
  { action: 'save-png', label: exportWords.saveImagePng },
  { action: 'copy-csv', label: exportWords.copyDataCsv },
  { action: 'save-csv', label: exportWords.saveDataCsv },
];

export function ExportItems({ onExport }: { readonly onExport: (action: ExportAction) => void }) {
  return items.map(({ action, label }) => (
    <Menu.Item
      key={action}
      leftSection={action.startsWith('copy') ? <IconCopy size={14} /> : <IconDownload size={14} />}
      onClick={() => onExport(action)}
    >
      {label}
    </Menu.Item>
  ));
}
