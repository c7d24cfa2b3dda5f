import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconBraces,
  IconClock,
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconPlus,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { KeyDetails } from '../../../../shared/contract/keyspace.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { deleteKey, short } from '../edit/do-edit.ts';
import { keyDialog, type LiveKey } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import { historyAddress } from '../model/history-address.ts';
import { shown } from '../model/key-bytes.ts';
import { elementWord } from '../model/key-words.ts';
import type { ValueTarget } from '../viewers/value-target.ts';
import * as detailsWords from '../words/details.ts';
import classes from './key-details.module.css';

interface KeyActionsProps {
  readonly target: ValueTarget;
  readonly editing: Editing;
  readonly details: KeyDetails;
  readonly onRenamed: (to: ValueTarget['name']) => void;
}

function liveKey({ editing, target }: Pick<KeyActionsProps, 'editing' | 'target'>): LiveKey | null {
  const { instance } = editing;
  return instance === null ? null : { instance, database: target.database, name: target.name };
}

/** The actions on a key. */
export function KeyActions({ details, ...props }: KeyActionsProps) {
  const { editing, onRenamed } = props;
  const key = liveKey(props);
  const blocked = editing.blocked;
  return (
    <div className={classes.actions}>
      {key && (
        <>
          <Action
            icon={<IconClock size={14} />}
            blocked={blocked}
            run={() => keyDialog.set({ kind: 'expiry', key, expiresAt: details.expiresAt })}
          >
            {detailsWords.expiry}
          </Action>
          <Action
            icon={<IconPencil size={14} />}
            blocked={blocked}
            run={() => keyDialog.set({ kind: 'rename', key, onRenamed })}
          >
            {detailsWords.rename}
          </Action>
        </>
      )}
      <span className={classes.space} />
      {key && (
        <Action icon={<IconTrash size={14} />} blocked={blocked} danger run={() => void deleteKey(key)}>
          {detailsWords.deleteText}
        </Action>
      )}
      {'instance' in props.target.source && (
        <Action icon={<IconHistory size={14} />} blocked={null} run={() => navigateTo(historyOf(props.target))}>
          {detailsWords.history}
        </Action>
      )}
      <CopyMenu target={props.target} details={details} />
    </div>
  );
}

function historyOf({ source, database, name }: ValueTarget): string {
  return historyAddress({ instance: 'instance' in source ? source.instance : '', database, name });
}

interface ActionProps {
  readonly icon: ReactNode;
  readonly blocked: string | null;
  readonly danger?: boolean;
  readonly run: () => void;
  readonly children: ReactNode;
}

/** A button that says why it is disabled. */
function Action({ icon, blocked, danger = false, run, children }: ActionProps) {
  return (
    <Tooltip label={blocked} disabled={blocked === null} multiline maw={320}>
      <Button
        variant="default"
        leftSection={icon}
        // Not `disabled`, because a disabled button shows no tooltip with the reason.
        aria-disabled={blocked !== null}
        {...(blocked === null ? {} : { 'data-disabled': true })}
        {...(danger && blocked === null ? { styles: { label: { color: 'var(--danger-text)' } } } : {})}
        onClick={() => blocked === null && run()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

/** The button beside the value: adds to it, or changes it. */
export function ValueTool({ details, ...props }: Omit<KeyActionsProps, 'onRenamed'>) {
  const key = liveKey(props);
  if (key === null || details.type === 'module') return null;
  const { blocked } = props.editing;
  const { type } = details;
  if (type === 'string') {
    return (
      <Action
        icon={<IconPencil size={14} />}
        blocked={blocked}
        run={() => keyDialog.set({ kind: 'value', key, details })}
      >
        {detailsWords.changeValue}
      </Action>
    );
  }
  return (
    <Action icon={<IconPlus size={14} />} blocked={blocked} run={() => keyDialog.set({ kind: 'add', key, type })}>
      {detailsWords.addType(elementWord(type))}
    </Action>
  );
}

/** Copies the whole value in several forms. */
export function CopyMenu({ target, details }: { readonly target: ValueTarget; readonly details: KeyDetails }) {
  const copy = async (what: string, text: Promise<string>) => {
    try {
      await copyText(await text);
      showDone(detailsWords.copiedWhat(what), short(target.name));
    } catch (error) {
      showFailure(detailsWords.copyWhat(what), error);
    }
  };
  const load = () => import('./copy-value.ts');
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={detailsWords.moreForName(shown(target.name))}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          onClick={() =>
            void copy(
              detailsWords.theValue,
              load().then(({ valueText }) => valueText(target, details)),
            )
          }
        >
          {detailsWords.copyValue}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTerminal2 size={14} />}
          disabled={details.type === 'module'}
          onClick={() =>
            void copy(
              detailsWords.theCommand,
              load().then(({ valueCommand }) => valueCommand(target, details)),
            )
          }
        >
          {detailsWords.copyAsRedisCommand}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBraces size={14} />}
          onClick={() =>
            void copy(
              detailsWords.theJson,
              load().then(({ valueJson }) => valueJson(target, details)),
            )
          }
        >
          {detailsWords.copyAsJson}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
