import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { openExternalLink } from './external-links.ts';

/** The window's menu: the system's own items with the system's own keys. What the app does is in the view. */
export function setupMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
}

export function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'reload' },
      { role: 'toggleDevTools' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      { label: 'Redis documentation', click: () => openExternalLink('https://redis.io/docs/latest/') },
      { label: 'Docker documentation', click: () => openExternalLink('https://docs.docker.com/') },
      ...(platform === 'darwin'
        ? []
        : ([{ type: 'separator' }, { label: `About ${app.getName()}`, click: () => app.showAboutPanel() }] as const)),
    ],
  };
  const common: MenuItemConstructorOptions[] = [
    { role: 'fileMenu' },
    { role: 'editMenu' },
    view,
    { role: 'windowMenu' },
    help,
  ];
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...common] : common;
}
