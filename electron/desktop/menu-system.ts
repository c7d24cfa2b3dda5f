import type { MenuItemConstructorOptions } from 'electron';
import { desktopWords } from './texts.ts';
import type { roles } from './words.ts';

export const separator = { type: 'separator' } as const;

/** An item that the system handles. Electron's own labels are always English. */
export function roleItem(role: keyof typeof roles): MenuItemConstructorOptions {
  return { role, label: desktopWords().roles[role] };
}

/** The standard menus, with the items that each platform expects. */
export function systemMenus(platform: NodeJS.Platform, appName: string): MenuItemConstructorOptions[] {
  const words = desktopWords();
  if (platform === 'darwin') {
    const appMenu: MenuItemConstructorOptions = {
      role: 'appMenu',
      label: appName,
      submenu: [
        { role: 'about', label: words.about(appName) },
        separator,
        roleItem('services'),
        separator,
        ...(['hide', 'hideOthers', 'unhide'] as const).map(roleItem),
        separator,
        { role: 'quit', label: words.quitApp(appName) },
      ],
    };
    return [appMenu, { role: 'fileMenu', label: words.file, submenu: [roleItem('close')] }, editMenu()];
  }
  const label = platform === 'win32' ? words.exit : words.quit;
  return [{ role: 'fileMenu', label: words.file, submenu: [{ role: 'quit', label }] }, editMenu()];
}

function editMenu(): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    label: desktopWords().edit,
    submenu: [
      ...(['undo', 'redo'] as const).map(roleItem),
      separator,
      ...(['cut', 'copy', 'paste', 'delete'] as const).map(roleItem),
      separator,
      roleItem('selectAll'),
    ],
  };
}
