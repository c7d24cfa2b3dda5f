import { Menu } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import type { ExportAction } from './export.ts';

const items: readonly { readonly action: ExportAction; readonly label: string }[] = [
  { action: 'copy-png', label: 'Copy image (PNG)' },
  { action: 'save-png', label: 'Save image (PNG)' },
  { action: 'copy-csv', label: 'Copy data (CSV)' },
  { action: 'save-csv', label: 'Save data (CSV)' },
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
