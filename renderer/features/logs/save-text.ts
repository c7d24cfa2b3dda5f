/** Has the browser, or the window, save a text as a file. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // It has been taken over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
