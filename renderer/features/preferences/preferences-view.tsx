import { Button } from '@mantine/core';
import { IconFilterOff, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import type { PreferenceList } from '../../../shared/contract/preference.ts';
import { preferenceGroups, preferenceWords } from '../../../shared/preference-words.ts';
import { useConnection } from '../../client/api.ts';
import { usePreferenceList } from '../../client/preferences.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { FindField } from '../../components/table/find-field.tsx';
import { terminalLine } from '../../lib/terminal-line.ts';
import { AboutPanel } from './about-panel.tsx';
import { EnginesPanel } from './engines-panel.tsx';
import { HomePanel } from './home-panel.tsx';
import { MachinesPanel } from './machines-panel.tsx';
import { PasswordsPanel } from './passwords-panel.tsx';
import { PreferenceRow } from './preference-row.tsx';
import classes from './preferences-view.module.css';
import { UpdatePanel } from './update-panel.tsx';
import { changedPreferences, shownPreferences, useResetPreferences } from './use-preferences.ts';
import * as words from './words.ts';

/** The preferences with the dialog that adds a machine. */
export function AddMachineView() {
  return <PreferencesView addsMachine />;
}

/** The preferences of the app, the disk use of its home, its engines, and its versions. */
export function PreferencesView({ addsMachine = false }: { readonly addsMachine?: boolean }) {
  const { data, error, isFetching, refetch } = usePreferenceList();
  const disconnected = useConnection().state !== 'connected';
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState(false);
  const changed = data ? changedPreferences(data.items) : [];
  return (
    <>
      <PageHead
        title={words.preferences}
        subtitle={words.subtitle}
        actions={
          <>
            <FindField label={words.search} value={search} onChange={setSearch} />
            <Button
              variant="default"
              leftSection={<IconRestore size={14} />}
              disabled={disconnected || changed.length === 0}
              onClick={() => setAsking(true)}
            >
              {words.resetAll}
            </Button>
          </>
        }
      />
      {data ? (
        <div className={classes.panes}>
          <Preferences list={data} search={search} disabled={disconnected} onClear={() => setSearch('')} />
          <div className={classes.side}>
            <HomePanel />
            <EnginesPanel />
            <MachinesPanel addsMachine={addsMachine} />
            <PasswordsPanel chosen={data.items.find(({ name }) => name === 'passwords')?.value} />
            {data.items.some(({ name, honoured }) => name === 'updates' && honoured) && <UpdatePanel />}
            <AboutPanel />
          </div>
        </div>
      ) : error ? (
        <ErrorState title={words.couldNotRead} error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <SkeletonRows rows={12} widths={[180, 240, 80]} />
      )}
      <footer className={classes.foot}>
        <CommandLine line={terminalLine('preferences')} />
        {data && (
          <span>{words.counts(shownPreferences(data.items, '').flatMap(([, all]) => all).length, changed.length)}</span>
        )}
      </footer>
      {data && <ResetDialog opened={asking} changed={changed} onClose={() => setAsking(false)} />}
    </>
  );
}

interface PreferencesProps {
  readonly list: PreferenceList;
  readonly search: string;
  readonly disabled: boolean;
  readonly onClear: () => void;
}

function Preferences({ list, search, disabled, onClear }: PreferencesProps) {
  const groups = shownPreferences(list.items, search);
  return (
    <div className={classes.form}>
      {disabled && <p className={classes.note}>{words.disconnected}</p>}
      {list.locked !== null && (
        <p className={classes.note} role="alert">
          {list.locked}
        </p>
      )}
      {groups.length === 0 && (
        <EmptyState
          icon={IconFilterOff}
          title={words.nothingFound}
          actions={
            <Button variant="default" onClick={onClear}>
              {words.showAll}
            </Button>
          }
        />
      )}
      {groups.map(([group, states]) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 className={classes.group} id={`group-${group}`}>
            {preferenceGroups[group]}
          </h2>
          {states.map((state) => (
            <PreferenceRow key={state.name} state={state} disabled={disabled || list.locked !== null} />
          ))}
        </section>
      ))}
    </div>
  );
}

interface ResetDialogProps {
  readonly opened: boolean;
  readonly changed: ReturnType<typeof changedPreferences>;
  readonly onClose: () => void;
}

function ResetDialog({ opened, changed, onClose }: ResetDialogProps) {
  const reset = useResetPreferences();
  return (
    <ConfirmDialog
      opened={opened}
      title={words.resetAllTitle}
      confirmLabel={words.resetAll}
      onClose={onClose}
      onConfirm={() => reset.mutateAsync(changed)}
    >
      <p>{words.resetAllText(changed.map((name) => preferenceWords[name].title).join(', '))}</p>
    </ConfirmDialog>
  );
}
