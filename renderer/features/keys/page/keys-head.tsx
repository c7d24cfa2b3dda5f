import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconGitCompare, IconPlus } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { Keys } from '../../../commands/keys.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import { compareLink } from '../model/source-text.ts';
import { SourcePicker } from '../source/source-picker.tsx';
import * as pageWords from '../words/page.ts';
import classes from './keys-head.module.css';

interface KeysHeadProps {
  readonly place: KeysPlace;
  /** How current the keys are. */
  readonly state?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of the view: source, state, tabs and the main action. */
export function KeysHead({ place, state, actions }: KeysHeadProps) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{pageWords.keys}</h1>
      <SourcePicker source={place.source} fileName={place.fileName} />
      <div className={classes.state}>{state}</div>
      <div className={classes.actions}>
        {place.source !== null && <Tabs place={place} />}
        {place.source !== null && (
          <Button
            variant="default"
            leftSection={<IconGitCompare size={14} />}
            onClick={() => place.source && navigateTo(compareLink(place.source))}
          >
            {pageWords.compare}
          </Button>
        )}
        {actions}
      </div>
    </header>
  );
}

const Tabs = memo(function Tabs({ place }: { readonly place: KeysPlace }) {
  return (
    <Tooltip label={<Keys shortcut="m" />}>
      <SegmentedControl
        aria-label={pageWords.view}
        size="xs"
        value={place.tab}
        onChange={(tab) => navigateTo(keysAddress({ ...place, tab: tab === 'memory' ? 'memory' : 'browse' }))}
        data={[
          { value: 'browse', label: pageWords.browse },
          { value: 'memory', label: pageWords.memory },
        ]}
      />
    </Tooltip>
  );
});

interface NewKeyButtonProps {
  readonly blocked: string | null;
  readonly onNew: () => void;
}

export const NewKeyButton = memo(function NewKeyButton({ blocked, onNew }: NewKeyButtonProps) {
  return (
    <Tooltip label={blocked ?? <Keys shortcut="shift+n" />} multiline maw={320}>
      <Button
        leftSection={<IconPlus size={14} />}
        // Not `disabled`, because a disabled button shows no tooltip with the reason.
        aria-disabled={blocked !== null}
        {...(blocked === null ? {} : { 'data-disabled': true })}
        onClick={() => blocked === null && onNew()}
      >
        {pageWords.newKey}
      </Button>
    </Tooltip>
  );
});
