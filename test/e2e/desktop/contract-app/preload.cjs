// @ts-nocheck – loaded unchanged by the program under test.
const { contextBridge, ipcRenderer, webUtils } = require('electron');

let callback = () => undefined;
window.addEventListener('message', ({ data, ports, source }) => {
  if (source === window && data === 'port') ipcRenderer.postMessage('port', null, [...ports]);
});
ipcRenderer.on('told', (_event, ...args) => callback(...args));
window.preloadOnly = true;
contextBridge.exposeInMainWorld('bridge', {
  text: 'text',
  list: [1, { two: 2 }],
  double: (value) => value * 2,
  fail: () => {
    throw new Error('failed here');
  },
  later: async (value) => ({ later: value }),
  ask: (value) => ipcRenderer.invoke('ask', value),
  hello: (text) => ipcRenderer.send('hello', text),
  whenTold: (given) => {
    callback = given;
  },
  pathOf: (file) => webUtils.getPathForFile(file),
});
