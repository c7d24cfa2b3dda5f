import { useMemo } from 'react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { CompareDrawer } from '../compare/compare-drawer.tsx';
import { CopyDrawer } from '../compare/copy-drawer.tsx';
import { closeDrawer, useDrawer } from '../history/drawers.ts';
import { HistoryDrawer } from '../history/history-drawer.tsx';
import { UpgradeDrawer } from '../history/upgrade-drawer.tsx';
import { requestOf, useDraft } from '../model/draft.ts';
import { useRun } from '../plan/apply-plan.ts';
import { DriftNotice } from '../plan/drift-notice.tsx';
import { PlanPane } from '../plan/plan-pane.tsx';
import { UnreadIncludesNotice } from '../plan/unread-includes-notice.tsx';
import { usePlan } from '../plan/use-plan.ts';
import { TextEditor } from '../text/text-editor.tsx';
import { setTextMode, useTextMode } from '../text/text-mode.ts';
import * as formWords from '../words/form.ts';
import { DraftNotice } from './draft-notice.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsHead } from './settings-head.tsx';
import classes from './settings-page.module.css';

/** Settings of one instance: form or text on the left, the plan on the right. */
export function SettingsPage({ document }: { readonly document: SettingsDocument }) {
  const { id, text, settings } = document;
  const draft = useDraft(id);
  const run = useRun(id);
  const inText = useTextMode(id) ?? draft.kind === 'text';
  const drawer = useDrawer(id);
  const request = useMemo(() => requestOf(draft, text), [draft, text]);
  const planned = usePlan(document, request);
  const locked = run?.state === 'applying' || draft.kind === 'ready';
  return (
    <>
      <SettingsHead document={document} inText={inText} onInText={(next) => setTextMode(id, next)} />
      <div className={classes.panes}>
        <section
          className={classes.form}
          aria-label={inText ? formWords.theTextOfRedisConf : formWords.settingsOfId(id)}
        >
          <UnreadIncludesNotice includes={document.unreadIncludes} />
          <DriftNotice document={document} />
          <DraftNotice id={id} draft={draft} inText={inText} />
          {inText ? (
            <TextEditor
              document={document}
              draft={draft}
              plan={planned.plan}
              refused={planned.refused}
              locked={locked}
            />
          ) : (
            <SettingsForm
              document={document}
              draft={draft}
              problems={planned.problems}
              locked={locked || draft.kind === 'text'}
            />
          )}
        </section>
        <PlanPane document={document} draft={draft} request={request} planned={planned} run={run} />
      </div>
      {drawer === 'history' && <HistoryDrawer document={document} onClose={closeDrawer} />}
      {drawer === 'compare' && <CompareDrawer id={id} settings={settings} onClose={closeDrawer} />}
      {drawer === 'copy' && <CopyDrawer document={document} onClose={closeDrawer} />}
      {drawer === 'upgrade' && <UpgradeDrawer id={id} onClose={closeDrawer} />}
    </>
  );
}
