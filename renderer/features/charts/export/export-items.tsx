import { Menu } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import type { ExportWhat } from './export.ts';

const items: readonly { readonly what: ExportWhat; readonly label: string }[] = [
  { what: 'copy-png', label: 'Copy image (PNG)' },
  { what: 'save-png', label: 'Save as picture (PNG)' },
  { what: 'copy-csv', label: 'Copy data (CSV)' },
  { what: 'save-csv', label: 'Save figures (CSV)' },
];

/** The ways to take charts elsewhere. */
export function ExportItems({ onExport }: { readonly onExport: (what: ExportWhat) => void }) {
  return items.map(({ what, label }) => (
    <Menu.Item
      key={what}
      leftSection={what.startsWith('copy') ? <IconCopy size={14} /> : <IconDownload size={14} />}
      onClick={() => onExport(what)}
    >
      {label}
    </Menu.Item>
  ));
}
