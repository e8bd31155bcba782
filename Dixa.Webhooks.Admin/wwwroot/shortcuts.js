// Keyboard shortcuts. Each clicks the link or the button with its keys in data-shortcut. The second of two keys must follow within 1.5 seconds.
(() => {
  const { isTyping, isModal } = window.dixaScreens;
  let previousKey = '';
  let previousKeyAt = 0;

  window.dixaScreens.showShortcuts = () => document.getElementById('shortcuts')?.showModal();

  // Works everywhere, also while somebody types in a field.
  document.addEventListener('keydown', (event) => {
    const link = document.querySelector('[data-shortcut="Ctrl+K"]');
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && !isModal() && link) {
      event.preventDefault();
      const box = document.querySelector('[data-testid="find-box"]');
      if (box) {
        box.focus();
        box.select();
      } else {
        link.click();
      }
    }
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || isTyping(event.target) || isModal()) {
      return;
    }
    const first = event.timeStamp - previousKeyAt < 1500 ? previousKey : '';
    [previousKey, previousKeyAt] = [event.key, event.timeStamp];
    const search = event.key === '/' && [...document.querySelectorAll('input[type=search]')].find((field) => field.checkVisibility());
    const linkOf = (keys) => [...document.querySelectorAll(`[data-shortcut="${CSS.escape(keys)}"]`)].find((each) => each.closest('#shortcuts') || each.checkVisibility());
    const link = (first && linkOf(`${first} ${event.key}`)) || linkOf(event.key);
    if (event.key === '?') {
      window.dixaScreens.showShortcuts();
    } else if (search) {
      search.focus();
      search.select();
    } else if (link) {
      previousKey = '';
      link.click();
    } else {
      return;
    }
    event.preventDefault();
  });

  // A link in the list of shortcuts navigates, so close the list.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#shortcuts a')) {
      document.getElementById('shortcuts').close();
    }
  });
})();
