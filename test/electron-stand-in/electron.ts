import type { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { ipcMain, type MessagePortMain } from './ipc.ts';
import { Menu, MenuItem, Tray } from './menus.ts';
import { nativeTheme } from './native-theme.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { clipboard, dialog, Notification, nativeImage, screen, shell } from './system.ts';
import { type WebContents, webContents } from './web-contents.ts';
import { BrowserWindow } from './window.ts';

const parts = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
};

type Module = typeof import('electron');

/** The methods of Node's emitters. Electron types each event separately. */
type Emitting = keyof EventEmitter;

/** True when ours accepts whatever Electron's accepts, and returns a value of the same plain type. */
type Fits<Ours, Theirs> = [Theirs] extends [(...args: infer Args) => infer Result]
  ? [Ours] extends [(...args: Args) => infer Answer]
    ? [Result] extends [Plain]
      ? [Answer] extends [Result]
        ? true
        : false
      : true
    : false
  : [Theirs] extends [Plain]
    ? [Ours] extends [Theirs]
      ? true
      : false
    : true;

type Plain = string | number | boolean | null | undefined;

/**
 * The names of ours that Electron lacks or types differently. `Own` names are left out: the stand-in's own additions,
 * and functions that accept an object of ours where Electron accepts its own.
 */
type Misfits<Ours, Theirs, Own extends PropertyKey = never> = {
  [Name in Exclude<keyof Ours, Emitting | Own>]: Name extends keyof Theirs
    ? Fits<Ours[Name], Theirs[Name]> extends true
      ? never
      : Name
    : Name;
}[Exclude<keyof Ours, Emitting | Own>];

type None<T extends never> = T;

/** Does not compile while a part of the stand-in differs from Electron's own types. */
type Checked = [
  None<Exclude<keyof typeof parts, keyof Module>>,
  None<Misfits<typeof app, Electron.App, 'becomeReady' | 'isExiting' | 'isSandboxed' | 'dock'>>,
  None<Misfits<BrowserWindow, Electron.BrowserWindow>>,
  None<Misfits<WebContents, Electron.WebContents, OwnOfContents>>,
  None<Misfits<typeof clipboard, Electron.Clipboard>>,
  None<Misfits<typeof dialog, Electron.Dialog>>,
  None<Misfits<typeof ipcMain, Electron.IpcMain, 'invoke' | 'handle'>>,
  None<Misfits<MessagePortMain, Electron.MessagePortMain, 'received' | 'ended'>>,
  None<Misfits<Menu, Electron.Menu, 'append'>>,
  None<Misfits<MenuItem, Electron.MenuItem, 'role'>>,
  None<Misfits<Tray, Electron.Tray, 'setContextMenu'>>,
  None<Misfits<Notification, Electron.Notification>>,
  None<Misfits<typeof nativeTheme, Electron.NativeTheme>>,
  None<Misfits<typeof protocol, Electron.Protocol>>,
  None<Misfits<typeof safeStorage, Electron.SafeStorage>>,
  None<Misfits<typeof screen, Electron.Screen>>,
  None<Misfits<typeof session.defaultSession, Electron.Session, 'request' | 'check' | 'device'>>,
  None<Misfits<typeof shell, Electron.Shell>>,
];

type OwnOfContents =
  | 'mainFrameId'
  | 'targetId'
  | 'attached'
  | 'crashed'
  | 'destroy'
  | 'applyTheme'
  | 'resize'
  | 'withClipboard';

/** What `import 'electron'` returns in the main process. Its type refers to `Checked`, which adds nothing to it. */
export const electron: typeof parts & { readonly [Name in keyof Checked as never]: never } = parts;
