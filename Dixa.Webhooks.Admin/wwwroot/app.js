// Runs before the first paint. The cookies let the server render the next page in the user's theme and time zone.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const setCookie = (name, value) => {
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${secure}`;
  };

  const applyScheme = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };

  const saveSystemScheme = () => {
    setCookie('scheme', dark.matches ? 'dark' : 'light');
    applyScheme();
  };

  saveSystemScheme();
  dark.addEventListener('change', saveSystemScheme);
  setCookie('tz', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

  window.dixaScreens = {
    keepTheme(theme) {
      setCookie('theme', theme);
      root.dataset.theme = theme;
      applyScheme();
    },
    address: () => location.href,
    showShortcuts: () => document.getElementById('shortcuts')?.showModal(),
    // Leaves the focus alone if the user is busy: after a full load, if anything has the focus; after a navigation, if they are in a field or a dialog.
    focusHeading(loaded) {
      const active = document.activeElement ?? document.body;
      const heading = document.querySelector('h1');
      if (heading && !(loaded ? active !== document.body : isTyping(active) || isModal())) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    },
    focusFirstField(place) {
      const fields = [...(place?.closest('.mud-dialog')?.querySelectorAll('input, select, textarea') ?? [])];
      fields.find((field) => field.checkVisibility() && !field.disabled && (field.type !== 'radio' || field.checked))?.focus();
    },
    // The reload is announced and drafts are kept, so the browser must not ask whether to leave the page.
    leaveWithoutAsking() {
      isLeaving = true;
    },
    submit(formId) {
      document.getElementById(formId).requestSubmit();
    },
  };

  // Registered before Blazor's own handler, which would make the browser ask.
  let isLeaving = false;
  window.addEventListener('beforeunload', (event) => isLeaving && event.stopImmediatePropagation());

  // Marks input that is typed before DraftKeeper watches the form, so that it counts as a change.
  document.addEventListener('input', ({ target }) => {
    if (target.form) {
      target.dataset.typed = '';
    }
  }, true);

  // A click outside a dialog keeps the focus inside it, so that Escape and typing still reach it.
  document.addEventListener('mousedown', (event) => event.target.closest?.('.mud-overlay-dialog, .mud-dialog-container .mud-overlay') && event.preventDefault());

  // Signing out deletes the drafts in all tabs.
  const otherTabs = new BroadcastChannel('sessions');
  const deleteDrafts = () => {
    window.dixaScreens.hasSignedOut = true;
    Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).forEach((key) => sessionStorage.removeItem(key));
  };
  otherTabs.addEventListener('message', deleteDrafts);
  document.addEventListener('submit', (event) => {
    if (new URL(event.target.action).pathname === '/account/sign-out') {
      deleteDrafts();
      otherTabs.postMessage('signed out');
    }
  });

  // Keyboard shortcuts click the link with their keys in data-shortcut. The second of two keys must follow within 1.5 seconds.
  let previousKey = '';
  let previousKeyAt = 0;
  const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable=true]') && target.type !== 'checkbox' && target.type !== 'radio';
  const isModal = () => document.querySelector('dialog[open], .mud-dialog-container');

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || isTyping(event.target) || isModal()) {
      return;
    }
    const keys = event.timeStamp - previousKeyAt < 1500 && previousKey ? `${previousKey} ${event.key}` : event.key;
    [previousKey, previousKeyAt] = [event.key, event.timeStamp];
    const search = event.key === '/' && [...document.querySelectorAll('input[type=search]')].find((field) => field.checkVisibility());
    const link = document.querySelector(`[data-shortcut="${CSS.escape(keys)}"]`);
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

  // MudBlazor's menus handle Escape only on their items. A menu that was opened with the mouse does not have the focus, so close it here.
  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && !isModal() && !event.target.closest?.('.mud-popover') && document.querySelector('.mud-popover-open');
    const overlay = open && document.querySelector('.mud-overlay');
    if (overlay) {
      event.preventDefault();
      event.stopImmediatePropagation();
      overlay.click();
      returnFocus(document.activeElement, performance.now() + 3000);
    }
  }, true);

  // The menu may still be taking the focus, and closing the menu would lose it.
  const returnFocus = (opener, until) => {
    if (!document.querySelector('.mud-popover-open') && document.activeElement === document.body) {
      opener.focus();
    }
    if (performance.now() < until && (document.activeElement === opener || document.activeElement.closest('.mud-popover'))) {
      requestAnimationFrame(() => returnFocus(opener, until));
    }
  };

  // A link in the list of shortcuts navigates, so close the list.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#shortcuts a')) {
      document.getElementById('shortcuts').close();
    }
  });
})();
