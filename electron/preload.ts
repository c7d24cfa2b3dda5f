import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { ASK_WHERE_TO_SAVE, PUBLISH_COMMANDS, RUN_COMMAND, SHOW_NOTICE, START_RPC } from './desktop/channels.ts';

// The page makes the two ends of a channel, keeps one and posts the other to itself; a page cannot reach main alone.
window.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== START_RPC || !port) return;
  ipcRenderer.postMessage(START_RPC, null, [port]);
});

// Tells the page which of the two transports it has.
contextBridge.exposeInMainWorld('vrooliDesktop', true);

// A file that somebody chose or dropped has a path here, so nothing has to be sent; and a backup goes where they say.
contextBridge.exposeInMainWorld('vrooliFiles', {
  pathOf: (file: File) => webUtils.getPathForFile(file),
  askWhereToSave: (name: string) => ipcRenderer.invoke(ASK_WHERE_TO_SAVE, name),
});

// The native menu runs commands of the page, and a notice that the system does not show is shown by the page.
contextBridge.exposeInMainWorld('vrooliShell', {
  publishCommands: (commands: unknown) => ipcRenderer.send(PUBLISH_COMMANDS, commands),
  onCommand: (run: (id: unknown) => void) => ipcRenderer.on(RUN_COMMAND, (_event, id: unknown) => run(id)),
  onNotice: (show: (notice: unknown) => void) => ipcRenderer.on(SHOW_NOTICE, (_event, notice: unknown) => show(notice)),
});
