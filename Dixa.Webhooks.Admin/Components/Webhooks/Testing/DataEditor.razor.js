export { read } from '../../../long-text.js';

const pause = 250;

// What is typed stays here until it is asked for, also what was typed before this script was here.
export function watch(area, editor) {
  let timer;
  const tell = () => {
    clearTimeout(timer);
    timer = setTimeout(() => area.isConnected && editor.invokeMethodAsync('TypedAsync'), pause);
  };
  area?.addEventListener('input', tell);
  if (area && area.value !== area.defaultValue) {
    tell();
  }
}

export function write(area, text) {
  if (area) {
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
