/** Has the browser, or the window, keep this as a file. */
export function saveFile(name: string, content: string | Blob, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // It has been taken over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
