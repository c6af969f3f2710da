/** Puts a text into the clipboard; false when the machine does not let this page do it. */
export async function copyText(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copiedByHand(text),
  );
}

/** Where a page may not write by itself (Electron, every permission denied), what is selected can be copied all the same. */
function copiedByHand(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Inside the dialog on top: focus may not leave it.
  (focused?.closest('[role=dialog]') ?? document.body).append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that asks for no permission
  const isDone = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isDone;
}
