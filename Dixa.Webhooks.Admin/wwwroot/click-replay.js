// Blazor renders a page before its circuit is connected, and renders it again after that. Clicks in between would be lost, because nothing
// handles them yet. This script stores them and repeats them as soon as the same button exists on the interactive page.
(() => {
  const root = document.documentElement;
  const maxWait = 10_000;
  const clickable = 'button, [role=button]';
  const clicks = [];
  let connected = false;

  // Elements that the browser handles itself work without a connection.
  const needsNoConnection = (element) => !root.hasAttribute('data-connects') || element.closest('a[href], form[method=post], dialog');
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent.trim();
  const withName = (name) => [...document.querySelectorAll(clickable)].filter((other) => nameOf(other) === name);

  const storeClick = (event) => {
    const element = event.target.closest?.(clickable);
    if (connected || !event.isTrusted || !element || needsNoConnection(element)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const name = nameOf(element);
    clicks.push({ name, index: withName(name).indexOf(element), until: performance.now() + maxWait });
    root.dataset.waiting = '';
  };

  const replay = () => {
    // One at a time: the second click may be on an element that the first one opens.
    const [first] = clicks;
    const element = first && withName(first.name)[first.index];
    if (element || first?.until < performance.now()) {
      clicks.shift();
      element?.focus();
      element?.click();
    }
    if (clicks.length) {
      requestAnimationFrame(replay);
    } else {
      delete root.dataset.waiting;
    }
  };

  document.addEventListener('click', storeClick, true);

  // Called by the Routes component when the page is interactive.
  window.dixaScreens.connected = () => {
    connected = true;
    window.dixaScreens.isConnected = true;
    root.dataset.connected = '';
    document.dispatchEvent(new Event('screens-connected'));
    replay();
  };
})();
