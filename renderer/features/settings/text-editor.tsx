import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { MASK, type SettingsDocument, type SettingsPlan } from '../../../shared/contract/settings.ts';
import { type Draft, discardDraft, setDraft } from './draft.ts';
import classes from './text-editor.module.css';

interface TextEditorProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  /** Of the form, when the text is opened while the form holds changes. */
  readonly plan: SettingsPlan | null;
  readonly refused: { readonly line: number | null } | null;
  readonly locked: boolean;
}

/** redis.conf as it is written, with its lines numbered. */
export function TextEditor({ document, draft, plan, refused, locked }: TextEditorProps) {
  const { id } = document;
  const numbers = useRef<HTMLPreElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const inForm = draft.kind === 'form' && Object.keys(draft.values).length > 0;
  const text =
    draft.kind === 'text'
      ? draft.text
      : inForm || draft.kind === 'ready'
        ? (plan?.after ?? document.text)
        : document.text;
  const bad = draft.kind === 'text' ? (refused?.line ?? null) : null;
  const change = (next: string) => {
    if (next === document.text) discardDraft(id);
    else setDraft(id, { kind: 'text', text: next });
  };
  // Brings the line into sight that the engine refuses.
  useEffect(() => {
    const shown = field.current;
    if (bad === null || shown === null || shown === window.document.activeElement) return;
    shown.scrollTop = Math.max(0, (bad - 5) * LINE_HEIGHT);
  }, [bad]);
  const readOnly = locked || inForm;
  return (
    <div className={classes.editor}>
      <p className={classes.hint}>
        {readOnly
          ? 'This is the file as the plan makes it. Apply the plan or discard it to edit the text.'
          : `${MASK} stands for a password: left as it is, the password stays as it is.`}
      </p>
      <div className={classes.body}>
        <pre ref={numbers} className={classes.numbers} aria-hidden="true">
          {text.split('\n').map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is.
            <span key={index} data-bad={index + 1 === bad || undefined}>
              {index + 1}
            </span>
          ))}
        </pre>
        <Textarea
          ref={field}
          aria-label="Text of redis.conf"
          className={classes.field ?? ''}
          classNames={{ wrapper: classes.wrapper ?? '', input: classes.input ?? '' }}
          value={text}
          readOnly={readOnly}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          error={bad !== null}
          onChange={(event) => change(event.currentTarget.value)}
          onScroll={(event) => {
            if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
    </div>
  );
}

/** px, as in the style sheet. */
const LINE_HEIGHT = 20;
