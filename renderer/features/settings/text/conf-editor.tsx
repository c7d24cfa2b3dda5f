import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { unifiedMergeView } from '@codemirror/merge';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { useStable } from '../../../lib/use-stable.ts';
import * as textWords from '../words/text.ts';
import classes from './conf-editor.module.css';
import { confCompletions, confHighlight, confHover } from './conf-language.ts';

export interface ConfEditorProps {
  readonly text: string;
  /** The file that changes are highlighted against. */
  readonly original: string;
  readonly settings: readonly Setting[];
  readonly readOnly: boolean;
  /** The number of the invalid line, from 1. */
  readonly badLine: number | null;
  readonly onChange: (text: string) => void;
}

const setBadLine = StateEffect.define<number | null>();

const badLineField = StateField.define({
  create: () => Decoration.none,
  update(marked, { effects, changes, state }) {
    const last = effects.findLast((effect) => effect.is(setBadLine));
    if (!last) return marked.map(changes);
    const line = last.value;
    if (line === null || line > state.doc.lines) return Decoration.none;
    return Decoration.set(Decoration.line({ class: 'conf-bad' }).range(state.doc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Editor of redis.conf with highlighting, completion, hover help and change markers. */
export function ConfEditor({ text, original, settings, readOnly, badLine, onChange }: ConfEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<{ readonly view: EditorView; readonly mode: Compartment } | null>(null);
  const notifyChange = useStable(onChange);
  const first = useRef({ text, settings });
  first.current = { text, settings };

  useEffect(() => {
    if (!place.current) return;
    const mode = new Compartment();
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [
          lineNumbers(),
          history(),
          closeBrackets(),
          autocompletion({ override: [confCompletions(first.current.settings)], icons: false }),
          confHighlight,
          confHover(first.current.settings),
          unifiedMergeView({ original, mergeControls: false, syntaxHighlightDeletions: false }),
          badLineField,
          mode.of([]),
          // Tab moves to the next control, as in every other field.
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': textWords.textOfRedisConf, spellcheck: 'false' }),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            const typed = transactions.some(
              (one) =>
                one.isUserEvent('input') ||
                one.isUserEvent('delete') ||
                one.isUserEvent('undo') ||
                one.isUserEvent('redo') ||
                one.isUserEvent('move'),
            );
            if (docChanged && typed) notifyChange(state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = { view, mode };
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, [original, notifyChange]);

  // External changes: a discarded draft, or the plan of the form.
  useEffect(() => {
    const view = editor.current?.view;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const { view, mode } = editor.current ?? {};
    if (view && mode) view.dispatch({ effects: mode.reconfigure(EditorState.readOnly.of(readOnly)) });
  }, [readOnly]);

  useEffect(() => {
    const view = editor.current?.view;
    if (!view) return;
    const effects: StateEffect<unknown>[] = [setBadLine.of(badLine)];
    // Never while someone types.
    if (badLine !== null && badLine <= view.state.doc.lines && !view.hasFocus)
      effects.push(EditorView.scrollIntoView(view.state.doc.line(badLine).from, { y: 'center' }));
    view.dispatch({ effects });
  }, [badLine]);

  return <div ref={place} className={classes.place} data-read-only={readOnly || undefined} />;
}
