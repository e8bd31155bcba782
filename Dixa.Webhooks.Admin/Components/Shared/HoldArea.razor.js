// How long after the pointer or the focus has left. A finger is always on its way to the next touch.
const pause = { mouse: 300, pen: 300, touch: 3000 };

// Tells the component whether the pointer or the focus is in the area. A menu or a dialog that was opened from it counts as part of it.
export function watch(area, component) {
  let isPointed = false;
  let isHeld = false;
  let timer;

  const isIn = () => isPointed || area.contains(document.activeElement);
  const isCovered = () => document.querySelector('.mud-popover-open, .mud-dialog-container, dialog[open]');
  const tell = (held) => {
    isHeld = held;
    component.invokeMethodAsync('HoldAsync', held).then(() => area.toggleAttribute('data-held', held), () => {});
  };
  const hold = () => {
    clearTimeout(timer);
    if (!isHeld && area.isConnected) {
      tell(true);
    }
  };
  const release = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!area.isConnected || !isHeld || isIn()) {
        return;
      }
      if (isCovered()) {
        release(pause.mouse);
      } else {
        tell(false);
      }
    }, delay);
  };

  area.addEventListener('pointerenter', () => {
    isPointed = true;
    hold();
  });
  area.addEventListener('pointerleave', (event) => {
    isPointed = false;
    release(pause[event.pointerType] ?? pause.mouse);
  });
  area.addEventListener('focusin', hold);
  area.addEventListener('focusout', () => release(pause.mouse));
  if (area.matches(':hover') && matchMedia('(hover: hover)').matches) {
    isPointed = true;
  }
  if (isIn()) {
    hold();
  }
}
