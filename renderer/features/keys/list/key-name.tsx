import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { shown } from '../model/key-bytes.ts';
import * as modelWords from '../words/model.ts';
import classes from './key-name.module.css';

interface KeyNameProps {
  readonly name: Bytes;
  readonly separator: string;
}

/** A key on one line, with its last part emphasised. If it does not fit, its end stays visible. */
export function KeyNameText({ name, separator }: KeyNameProps) {
  const text = shown(name);
  if (text === '') return <span className="text-3">{modelWords.emptyKey}</span>;
  const cut = text.lastIndexOf(separator, text.length - separator.length - 1);
  const start = cut === -1 ? 0 : cut + separator.length;
  return (
    <span className={classes.name} title={text}>
      {start > 0 && <span className={classes.prefix}>{text.slice(0, start)}</span>}
      <span className={classes.last}>{text.slice(start)}</span>
    </span>
  );
}
