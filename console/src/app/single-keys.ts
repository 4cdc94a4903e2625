const storageKey = "defender-graph.shortcuts";

/** Whether single keys do something: some readers' tools type by themselves (WCAG 2.1.4). */
export function singleKeysAreOn(storage: Storage): boolean {
  return storage.getItem(storageKey) !== "off";
}

/** Keeps the choice in this browser. */
export function setSingleKeys(storage: Storage, on: boolean): void {
  storage.setItem(storageKey, on ? "on" : "off");
}

/** Whether a key with this event is one of the page's single keys: not the browser's, not a text's, not a dialog's. */
export function isSingleKey(event: KeyboardEvent, storage: Storage): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !isTyping(event) && singleKeysAreOn(storage) && !aDialogIsOpen();
}

/** Whether a key goes into a text rather than to the page; editors in a shadow root count. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role='textbox']"))
  );
}

function aDialogIsOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
