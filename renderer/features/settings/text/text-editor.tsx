import { lazy, Suspense } from 'react';
import { MASK, type SettingsDocument, type SettingsPlan } from '../../../../shared/contract/settings.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { type Draft, discardDraft, setDraft } from '../model/draft.ts';
import * as textWords from '../words/text.ts';
import classes from './text-editor.module.css';

// Loaded on demand: the editor is large and rarely needed.
const ConfEditor = lazy(async () => ({ default: (await import('./conf-editor.tsx')).ConfEditor }));

interface TextEditorProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  /** The plan of the form, if the form has changes. */
  readonly plan: SettingsPlan | null;
  readonly refused: { readonly line: number | null } | null;
  readonly locked: boolean;
}

/** Edits the text of redis.conf. */
export function TextEditor({ document, draft, plan, refused, locked }: TextEditorProps) {
  const { id, text, hash, settings } = document;
  const problemLine = useLiveStatus(id)?.problem?.line ?? null;
  const inForm = draft.kind === 'form' && Object.keys(draft.values).length > 0;
  const planned = inForm || draft.kind === 'ready';
  const readOnly = locked || inForm;
  const change = (next: string) => {
    if (next === text) discardDraft(id);
    else setDraft(id, { kind: 'text', text: next });
  };
  return (
    <div className={classes.editor}>
      <p className={classes.hint}>
        {readOnly ? textWords.fileAfterThePlan : textWords.passwordsShowAsMaskLeaveThem(MASK)}
      </p>
      <Suspense fallback={<SkeletonRows rows={16} rowHeight={20} widths={[24, 220]} />}>
        <ConfEditor
          key={hash}
          text={draft.kind === 'text' ? draft.text : planned ? (plan?.after ?? text) : text}
          original={text}
          settings={settings}
          readOnly={readOnly}
          badLine={draft.kind === 'text' ? (refused?.line ?? null) : planned ? null : problemLine}
          onChange={change}
        />
      </Suspense>
    </div>
  );
}
