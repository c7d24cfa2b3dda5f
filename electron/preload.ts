import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { ASK_WHERE_TO_SAVE, PUBLISH_COMMANDS, RUN_COMMAND, SHOW_NOTICE, START_RPC } from './desktop/channels.ts';

// The page creates a channel, keeps one end and posts the other to itself, because a page cannot reach main directly.
window.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== START_RPC || !port) return;
  ipcRenderer.postMessage(START_RPC, null, [port]);
});

// Tells the page which of the two transports to use.
contextBridge.exposeInMainWorld('vrooliDesktop', true);

// A chosen or dropped file has a path here, so it need not be uploaded; the save dialog asks where to write a backup.
contextBridge.exposeInMainWorld('vrooliFiles', {
  pathOf: (file: File) => webUtils.getPathForFile(file),
  askWhereToSave: (name: string) => ipcRenderer.invoke(ASK_WHERE_TO_SAVE, name),
});

// The native menu runs the page's commands, and the page shows notices that the system does not show.
contextBridge.exposeInMainWorld('vrooliShell', {
  publishCommands: (commands: unknown) => ipcRenderer.send(PUBLISH_COMMANDS, commands),
  onCommand: (run: (id: unknown) => void) => ipcRenderer.on(RUN_COMMAND, (_event, id: unknown) => run(id)),
  onNotice: (show: (notice: unknown) => void) => ipcRenderer.on(SHOW_NOTICE, (_event, notice: unknown) => show(notice)),
});
