import type { ReactNode } from 'react';
import type { Refusal } from '../../../../shared/contract/server.ts';
import { refusalWords } from '../model/refusal-words.ts';
import * as stateWords from '../words/state.ts';
import classes from './panel.module.css';

interface PartViewProps<T> {
  readonly part: { readonly value: T | null; readonly refused: Refusal | null };
  readonly children: (value: T) => ReactNode;
}

/** A part of a panel, or why the server does not show it. */
export function PartView<T>({ part: { value, refused }, children }: PartViewProps<T>) {
  if (refused) return <p className={classes.attention}>{refusalWords(refused)}</p>;
  return value === null ? null : children(value);
}

/** The server's own advice, unchanged. */
export function Advice({ part }: { readonly part: PartViewProps<string>['part'] }) {
  return (
    <PartView part={part}>
      {(text) =>
        text.trim() === '' ? <p>{stateWords.noAdvice}</p> : <pre className={classes.advice}>{text.trim()}</pre>
      }
    </PartView>
  );
}
