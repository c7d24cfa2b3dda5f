import { app, BrowserWindow, ipcMain, Menu, type MenuItemConstructorOptions } from 'electron';
import { PUBLISH_COMMANDS, RUN_COMMAND } from './channels.ts';
import { openExternalLink } from './external-links.ts';
import { commandItems, type MenuCommand, menuCommands } from './menu-commands.ts';
import { roleItem, separator, systemMenus } from './menu-system.ts';
import { desktopWords, onLanguage } from './texts.ts';
import { isFromView } from './view-sender.ts';

/** The native menu: the system's items and the commands that the view publishes. */
export function setupMenu(): void {
  let commands: readonly MenuCommand[] = [];
  const show = () => {
    const { platform } = process;
    const template = menuTemplate({ platform, isPackaged: app.isPackaged, appName: app.getName(), commands });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  show();
  onLanguage(show);
  ipcMain.on(PUBLISH_COMMANDS, (event, published: unknown) => {
    const checked = menuCommands.safeParse(published);
    if (!isFromView(event) || !checked.success) return;
    commands = checked.data;
    show();
  });
  // Without a window, nothing can run the commands.
  app.on('window-all-closed', () => {
    commands = [];
    show();
  });
}

interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly appName: string;
  readonly commands: readonly MenuCommand[];
}

export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, isPackaged, appName, commands } = options;
  const words = desktopWords();
  const run = (id: string) => BrowserWindow.getAllWindows()[0]?.webContents.send(RUN_COMMAND, id);
  const isMac = platform === 'darwin';
  const separated = (items: readonly MenuItemConstructorOptions[]) => (items.length > 0 ? [separator, ...items] : []);
  const menuOf = (label: string, items: readonly MenuItemConstructorOptions[]) =>
    items.length > 0 ? [{ label, submenu: [...items] }] : [];
  return [
    ...systemMenus(platform, appName),
    {
      label: words.view,
      submenu: [
        roleItem('reload'),
        // Chromium's developer tools can do everything that the page's scripts can: only for developers of the app.
        ...(isPackaged ? [] : [roleItem('toggleDevTools')]),
        separator,
        ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map(roleItem),
        separator,
        roleItem('togglefullscreen'),
        ...separated(commandItems(commands, ['View'], run)),
      ],
    },
    ...menuOf(words.go, commandItems(commands, ['Go to'], run)),
    ...menuOf(words.instance, commandItems(commands, ['Instance', 'All instances'], run)),
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [
        roleItem('minimize'),
        ...(isMac ? [roleItem('zoom'), separator, roleItem('front')] : [roleItem('close')]),
      ],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [
        { label: words.redisDocumentation, click: () => openExternalLink('https://redis.io/docs/latest/') },
        { label: words.dockerDocumentation, click: () => openExternalLink('https://docs.docker.com/') },
        ...separated(commandItems(commands, ['Help'], run)),
        ...(isMac ? [] : separated([{ label: words.about(appName), click: () => app.showAboutPanel() }])),
      ],
    },
  ];
}
