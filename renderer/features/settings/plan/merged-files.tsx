import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import classes from '../text/conf-editor.module.css';
import { confHighlight } from '../text/conf-language.ts';
import * as planWords from '../words/plan.ts';

interface MergedFilesProps {
  readonly before: string;
  readonly after: string;
}

/** Two read-only files that scroll together, with differences highlighted. */
export function MergedFiles({ before, after }: MergedFilesProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        lineNumbers(),
        confHighlight,
        EditorState.phrases.of({ '$ unchanged lines': planWords.unchangedLines }),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.lineWrapping,
        // A read-only editor is not focusable by default, but must scroll by keyboard.
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      ],
    });
    const view = new MergeView({
      a: side(before, planWords.redisConfNow),
      b: side(after, planWords.redisConfAfterThePlan),
      parent: place.current,
      collapseUnchanged: { margin: 3, minSize: 6 },
      highlightChanges: true,
      gutter: true,
    });
    return () => view.destroy();
  }, [before, after]);
  return <div ref={place} className={classes.place} />;
}
