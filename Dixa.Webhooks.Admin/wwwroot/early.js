// A page's frame is drawn before the page is connected, and drawn anew once it is. What is clicked in between would be lost:
// it is kept here, and clicked on the new page as soon as the same thing is at the same place.
(() => {
  const root = document.documentElement;
  const patience = 10_000;
  const clickable = 'button, [role=button]';
  let connected = false;
  let kept = null;

  // What the browser does by itself waits for no connection.
  const worksAlone = (element) => !root.hasAttribute('data-connects') || element.closest('a[href], form[method=post], dialog');
  const nameOf = (element) => [element.tagName, element.getAttribute('aria-label') ?? element.textContent.trim()].join('\n');

  const keep = (event) => {
    const element = event.target.closest?.(clickable);
    if (connected || !event.isTrusted || !element || worksAlone(element)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { left, top, width, height } = element.getBoundingClientRect();
    kept = { x: left + width / 2, y: top + height / 2, name: nameOf(element), until: performance.now() + patience };
    root.dataset.waiting = '';
  };

  const makeUp = () => {
    const element = kept && document.elementFromPoint(kept.x, kept.y)?.closest(clickable);
    if (element && nameOf(element) === kept.name) {
      kept = null;
      element.focus();
      element.click();
    } else if (kept?.until < performance.now()) {
      kept = null;
    }
    if (kept) {
      requestAnimationFrame(makeUp);
    } else {
      delete root.dataset.waiting;
    }
  };

  document.addEventListener('click', keep, true);

  // Called by the page, once it is drawn anew and listens.
  window.dixaScreens.connected = () => {
    connected = true;
    makeUp();
  };
})();
