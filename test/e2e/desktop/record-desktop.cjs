// @ts-nocheck – loaded by the program under test, with -r and before the app. Records what the app passes to the system
// and answers its dialogs, because no person is at this desktop.
const { dialog, Notification, shell, Tray } = require('electron');

const record = { trays: [], notifications: [], opened: [], questions: [], answers: [], savePaths: [] };
globalThis.desktopRecord = record;

const { setContextMenu, setToolTip } = Tray.prototype;
Tray.prototype.setContextMenu = function (menu) {
  Object.assign(this, { recordedMenu: menu });
  if (!record.trays.includes(this)) record.trays.push(this);
  return setContextMenu.call(this, menu);
};
Tray.prototype.setToolTip = function (text) {
  Object.assign(this, { recordedToolTip: text });
  return setToolTip.call(this, text);
};
const { show } = Notification.prototype;
Notification.prototype.show = function () {
  record.notifications.push(this);
  return show.call(this);
};
shell.openExternal = async (url) => {
  record.opened.push(url);
};
dialog.showMessageBox = async (...args) => {
  const options = args.at(-1);
  record.questions.push(options);
  return { response: record.answers.shift() ?? options.cancelId ?? 0, checkboxChecked: false };
};
dialog.showSaveDialog = async () => {
  const filePath = record.savePaths.shift();
  return { canceled: filePath === undefined, filePath: filePath ?? '' };
};
