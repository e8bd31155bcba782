export { read } from '../../../long-text.js';

const pause = 250;

// What is typed stays here until it is asked for.
export function watch(area, editor) {
  let timer;
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => area.isConnected && editor.invokeMethodAsync('TypedAsync'), pause);
  });
}

export function write(area, text) {
  area.value = text;
}
