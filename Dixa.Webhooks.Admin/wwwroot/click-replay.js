// Blazor renders a page before its circuit is connected, and renders it again after that. What the user does in between would be lost, because
// nothing handles it yet and the elements are replaced. This script stores it, and repeats it on the same elements of the interactive page.
(() => {
  const root = document.documentElement;
  const maxWait = 10_000;
  const clickable = 'button, [role=button]';
  const checkable = 'input[type=checkbox], input[type=radio]';
  const typable = 'input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea';
  const clicks = [];

  // The fields that the user has changed, and the one that has the focus.
  const changed = new Map();
  let focused = null;
  let connected = false;

  // Elements that the browser handles itself work without a connection.
  const needsNoConnection = (element) => !root.hasAttribute('data-connects') || element.closest('a[href], form[method=post], dialog, [data-reveals]');
  const nameOf = (element) => element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent.trim();
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

  // Finds the same field on the interactive page. The key is read while the field is in the page: after that, it has no label.
  const keyOf = (field) => `${field.tagName} ${field.dataset.testid ?? field.id} ${nameOf(field)}`;
  const withKey = (key) => [...document.querySelectorAll('input, select, textarea')].find((field) => keyOf(field) === key);

  const storeChange = ({ target }) => {
    if (!connected && target.matches?.(`${checkable}, ${typable}`) && !needsNoConnection(target)) {
      changed.set(keyOf(target), target);
    }
  };

  const storeFocus = ({ target }) => {
    if (!connected && target.matches?.(typable) && !needsNoConnection(target)) {
      focused = { field: target, key: keyOf(target) };
    }
  };

  const dropFocus = ({ target }) => requestAnimationFrame(() => {
    if (focused?.field === target && target.isConnected && document.activeElement !== target) {
      focused = null;
    }
  });

  // The rendering replaces all elements at once, so the field that was typed into is not in the page any more.
  const restoreChanges = () => {
    for (const [key, before] of changed) {
      const after = before.isConnected ? null : withKey(key);
      if (after) {
        changed.set(key, after);
        Object.assign(after, before.matches(checkable) ? { checked: before.checked } : { value: before.value });
      }
    }
    const after = focused && !focused.field.isConnected && document.activeElement === document.body ? withKey(focused.key) : null;
    if (after) {
      const { field } = focused;
      focused = null;
      after.focus();
      if (typeof field.selectionStart === 'number') {
        after.setSelectionRange(field.selectionStart, field.selectionEnd);
      }
    }
  };

  // Not before the page is connected: until then, its address may still be corrected.
  const reportChanges = () => {
    for (const field of changed.values()) {
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    changed.clear();
  };

  const rendering = new MutationObserver(restoreChanges);
  rendering.observe(root, { childList: true, subtree: true });

  document.addEventListener('click', storeClick, true);
  document.addEventListener('input', storeChange, true);
  document.addEventListener('change', storeChange, true);
  document.addEventListener('focusin', storeFocus, true);
  document.addEventListener('focusout', dropFocus, true);

  // Called by the Routes component when the page is interactive.
  window.dixaScreens.connected = () => {
    rendering.disconnect();
    restoreChanges();
    connected = true;
    window.dixaScreens.isConnected = true;
    reportChanges();
    root.dataset.connected = '';
    document.dispatchEvent(new Event('screens-connected'));
    replay();
  };
})();
