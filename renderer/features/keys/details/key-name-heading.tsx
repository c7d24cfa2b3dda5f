import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { shown } from '../model/key-bytes.ts';
import * as modelWords from '../words/model.ts';
import classes from './key-details.module.css';

interface KeyNameHeadingProps {
  readonly name: Bytes;
  readonly separator: string;
}

/** The whole key, its last part emphasised. */
export function KeyNameHeading({ name, separator }: KeyNameHeadingProps) {
  const text = shown(name);
  const cut = text.lastIndexOf(separator, text.length - separator.length - 1);
  const start = cut === -1 ? 0 : cut + separator.length;
  return (
    <h2 className={classes.title}>
      {start > 0 && <span className="text-2">{text.slice(0, start)}</span>}
      <strong>{text.slice(start)}</strong>
      {text === '' && <span className="text-3">{modelWords.emptyKey}</span>}
    </h2>
  );
}
