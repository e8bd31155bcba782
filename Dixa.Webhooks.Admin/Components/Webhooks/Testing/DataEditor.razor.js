export { read } from '../../../long-text.js';

const validationDelay = 250;

// Tells the server when the text has changed. It reads the text itself. Covers text that was typed before this script was loaded.
export function watch(area, editor) {
  let timer;
  const notify = () => {
    clearTimeout(timer);
    timer = setTimeout(() => area.isConnected && editor.invokeMethodAsync('InputChangedAsync'), validationDelay);
  };
  area?.addEventListener('input', notify);
  if (area && area.value !== area.defaultValue) {
    notify();
  }
}

export function write(area, text) {
  if (area) {
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
