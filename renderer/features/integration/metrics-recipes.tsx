import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { CodeExample } from '../../components/form/code-example.tsx';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { saveFile } from '../../lib/save-file.ts';
import classes from './metrics-panel.module.css';
import { recipes } from './recipes.ts';
import * as integrationWords from './words.ts';

/** Examples of how other programs read the metrics. */
export function MetricsRecipes({ state }: { readonly state: ExporterState }) {
  return (
    <Tabs defaultValue={recipes[0]?.id ?? null} keepMounted={false}>
      <Tabs.List aria-label={integrationWords.examples}>
        {recipes.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {recipes.map(({ id, label, hint, text, file }) => (
        <Tabs.Panel key={id} value={id}>
          <p className={classes.hint}>{hint}</p>
          <CodeExample text={text(state)}>
            <CopyButton value={text(state)} what={integrationWords.theLabelExample(label)} />
            {file !== null && (
              <Tooltip label={integrationWords.saveAsFile(file)}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={integrationWords.saveTheLabelExampleAsFile(label, file)}
                  onClick={() => saveFile(file, `${text(state)}\n`)}
                >
                  <IconDownload size={14} />
                </ActionIcon>
              </Tooltip>
            )}
          </CodeExample>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
