import { lazy, Suspense } from 'react';
import { MASK, type SettingsDocument, type SettingsPlan } from '../../../../shared/contract/settings.ts';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { type Draft, discardDraft, setDraft } from '../form/draft.ts';
import classes from './text-editor.module.css';

// Half as large as all the rest of the view, and seldom wanted.
const ConfEditor = lazy(async () => ({ default: (await import('./conf-editor.tsx')).ConfEditor }));

interface TextEditorProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  /** Of the form, when the text is opened while the form holds changes. */
  readonly plan: SettingsPlan | null;
  readonly refused: { readonly line: number | null } | null;
  readonly locked: boolean;
}

/** redis.conf as it is written. */
export function TextEditor({ document, draft, plan, refused, locked }: TextEditorProps) {
  const { id, text, hash, settings } = document;
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
        {readOnly
          ? 'This is the file as the plan makes it. Apply the plan or discard it to edit the text.'
          : `${MASK} stands for a password: left as it is, the password stays as it is.`}
      </p>
      <Suspense fallback={<SkeletonRows rows={16} rowHeight={20} widths={[24, 220]} />}>
        <ConfEditor
          key={hash}
          text={draft.kind === 'text' ? draft.text : planned ? (plan?.after ?? text) : text}
          original={text}
          settings={settings}
          readOnly={readOnly}
          badLine={draft.kind === 'text' ? (refused?.line ?? null) : null}
          onChange={change}
        />
      </Suspense>
    </div>
  );
}
