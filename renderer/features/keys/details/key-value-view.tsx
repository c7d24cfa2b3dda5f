import { IconClock, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { KeyDetails } from '../../../../shared/contract/keyspace.ts';
import { RowAction } from '../../../components/table/row-action.tsx';
import { changeKey, short } from '../edit/do-edit.ts';
import { removalOf } from '../edit/element-change.ts';
import { keyDialog } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import { elementWord } from '../model/key-words.ts';
import type { ValueElement } from '../viewers/elements.ts';
import { ElementsValue } from '../viewers/elements-value.tsx';
import { StringValue } from '../viewers/string-value.tsx';
import type { ValueTarget } from '../viewers/value-target.ts';
import * as detailsWords from '../words/details.ts';
import classes from './key-details.module.css';

interface KeyValueViewProps {
  readonly target: ValueTarget;
  readonly details: KeyDetails;
  readonly editing: Editing;
  readonly enabled: boolean;
  readonly tools: ReactNode;
}

/** The value, in the viewer of its type. */
export function KeyValueView({ target, details, editing, enabled, tools }: KeyValueViewProps) {
  const { type } = details;
  const { instance, blocked } = editing;
  const [changed, setChanged] = useState<ReadonlyMap<string, string>>(new Map());
  if (type === 'string' || type === 'module') {
    return (
      <>
        {type === 'module' && <p className={classes.note}>{detailsWords.aValueOfTheModuleType(details.encoding)}</p>}
        <StringValue target={target} details={details} enabled={enabled} tools={tools} />
      </>
    );
  }
  const key = instance === null ? null : { instance, database: target.database, name: target.name };
  const word = elementWord(type);
  const actions =
    key === null
      ? null
      : (element: ValueElement) => {
          // Members of a sorted set share scores, so the member itself names its buttons.
          const name = (type === 'zset' ? null : element.name) ?? element.line.slice(0, 40);
          const { target: part } = element;
          const canChange = type !== 'set' && type !== 'stream';
          return (
            <>
              {canChange && (
                <RowAction
                  icon={IconPencil}
                  label={detailsWords.changeName(name)}
                  blocked={blocked}
                  run={() => {
                    setChanged(
                      new Map([[element.id, element.name !== null && type === 'zset' ? element.name : element.line]]),
                    );
                    keyDialog.set({ kind: 'element', key, details, target: part });
                  }}
                />
              )}
              {part.kind === 'field' && (
                <RowAction
                  icon={IconClock}
                  label={detailsWords.expiryOfName(name)}
                  blocked={blocked ?? (details.fieldExpiry ? null : detailsWords.noFieldExpiry(key.instance))}
                  run={() => keyDialog.set({ kind: 'field-expiry', key, field: part.field, expiresAt: part.expiresAt })}
                />
              )}
              <RowAction
                icon={IconTrash}
                label={detailsWords.deleteName(name)}
                blocked={blocked}
                run={() => void changeKey(key, removalOf(part), detailsWords.deleted1WordOfName(word, short(key.name)))}
              />
            </>
          );
        };
  return (
    <ElementsValue
      target={target}
      details={details}
      enabled={enabled}
      changed={changed}
      actions={actions}
      tools={tools}
    />
  );
}
