// A page's frame is drawn before the page is connected, and drawn anew once it is. What is clicked in between would be lost:
// it is kept here, and clicked on the new page as soon as the same thing is there.
(() => {
  const root = document.documentElement;
  const patience = 10_000;
  const clickable = 'button, [role=button]';
  const kept = [];
  let connected = false;

  // What the browser does by itself waits for no connection.
  const worksAlone = (element) => !root.hasAttribute('data-connects') || element.closest('a[href], form[method=post], dialog');
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent.trim();
  const namesakes = (name) => [...document.querySelectorAll(clickable)].filter((other) => nameOf(other) === name);

  const keep = (event) => {
    const element = event.target.closest?.(clickable);
    if (connected || !event.isTrusted || !element || worksAlone(element)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const name = nameOf(element);
    kept.push({ name, index: namesakes(name).indexOf(element), until: performance.now() + patience });
    root.dataset.waiting = '';
  };

  const makeUp = () => {
    // One after another: the second click may be on what the first one brings.
    const [first] = kept;
    const element = first && namesakes(first.name)[first.index];
    if (element || first?.until < performance.now()) {
      kept.shift();
      element?.focus();
      element?.click();
    }
    if (kept.length) {
      requestAnimationFrame(makeUp);
    } else {
      delete root.dataset.waiting;
    }
  };

  document.addEventListener('click', keep, true);

  // Called by the page, once it is drawn anew and listens.
  window.dixaScreens.connected = () => {
    connected = true;
    root.dataset.connected = '';
    document.dispatchEvent(new Event('screens-connected'));
    makeUp();
  };
})();
