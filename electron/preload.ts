import { contextBridge, ipcRenderer } from 'electron';
import { START_RPC } from './desktop/channels.ts';

// The page makes the two ends of a channel, keeps one and posts the other to itself; a page cannot reach main alone.
window.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== START_RPC || !port) return;
  ipcRenderer.postMessage(START_RPC, null, [port]);
});

// Tells the page which of the two transports it has.
contextBridge.exposeInMainWorld('vrooliDesktop', true);
