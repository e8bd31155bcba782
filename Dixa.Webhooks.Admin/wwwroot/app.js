// Runs before the first paint. The cookies let the next page be drawn in the reader's theme and time zone from the start.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const keep = (name, value) => {
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${secure}`;
  };

  const applyScheme = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };

  const keepSystem = () => {
    keep('scheme', dark.matches ? 'dark' : 'light');
    applyScheme();
  };

  keepSystem();
  dark.addEventListener('change', keepSystem);
  keep('tz', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

  window.dixaScreens = {
    keepTheme(theme) {
      keep('theme', theme);
      root.dataset.theme = theme;
      applyScheme();
    },
    address: () => location.href,
    showShortcuts: () => document.getElementById('shortcuts')?.showModal(),
    // Not from who is already at something: after a load that is wherever they have gone, after a step from one page to another a field or a dialog.
    focusHeading(loaded) {
      const at = document.activeElement ?? document.body;
      const heading = document.querySelector('h1');
      if (heading && !(loaded ? at !== document.body : isTyping(at) || isModal())) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    },
    focusFirstField(place) {
      const fields = [...(place?.closest('.mud-dialog')?.querySelectorAll('input, select, textarea') ?? [])];
      fields.find((field) => field.checkVisibility() && !field.disabled && (field.type !== 'radio' || field.checked))?.focus();
    },
    // The user knows why the page goes, and what was typed is kept: the browser must not ask.
    leaveWithoutAsking() {
      isLeaving = true;
    },
    submit(formId) {
      document.getElementById(formId).requestSubmit();
    },
  };

  // Registered before the framework's own, which would make the browser ask.
  let isLeaving = false;
  window.addEventListener('beforeunload', (event) => isLeaving && event.stopImmediatePropagation());

  // What is typed before a form's drafts are watched is a change too.
  document.addEventListener('input', ({ target }) => {
    if (target.form) {
      target.dataset.typed = '';
    }
  }, true);

  // A click beside a dialog leaves the focus in it, so that Escape and typing still reach it.
  document.addEventListener('mousedown', (event) => event.target.closest?.('.mud-overlay-dialog, .mud-dialog-container .mud-overlay') && event.preventDefault());

  // Who signs out leaves no drafts in any tab.
  const tabs = new BroadcastChannel('sessions');
  const forgetDrafts = () => {
    window.dixaScreens.hasSignedOut = true;
    Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).forEach((key) => sessionStorage.removeItem(key));
  };
  tabs.addEventListener('message', forgetDrafts);
  document.addEventListener('submit', (event) => {
    if (new URL(event.target.action).pathname === '/account/sign-out') {
      forgetDrafts();
      tabs.postMessage('signed out');
    }
  });

  // Keys that stand for a click on the link that carries them; two after each other within a second and a half.
  let typed = '';
  let typedAt = 0;
  const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable=true]') && target.type !== 'checkbox' && target.type !== 'radio';
  const isModal = () => document.querySelector('dialog[open], .mud-dialog-container');

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || isTyping(event.target) || isModal()) {
      return;
    }
    const keys = event.timeStamp - typedAt < 1500 && typed ? `${typed} ${event.key}` : event.key;
    [typed, typedAt] = [event.key, event.timeStamp];
    const search = event.key === '/' && [...document.querySelectorAll('input[type=search]')].find((field) => field.checkVisibility());
    const link = document.querySelector(`[data-shortcut="${CSS.escape(keys)}"]`);
    if (event.key === '?') {
      window.dixaScreens.showShortcuts();
    } else if (search) {
      search.focus();
      search.select();
    } else if (link) {
      typed = '';
      link.click();
    } else {
      return;
    }
    event.preventDefault();
  });

  // MudBlazor's menus close by the Escape key of their entries alone: one that was opened with the mouse has the focus outside.
  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && !isModal() && !event.target.closest?.('.mud-popover') && document.querySelector('.mud-popover-open');
    const under = open && document.querySelector('.mud-overlay');
    if (under) {
      event.preventDefault();
      event.stopImmediatePropagation();
      under.click();
      giveBack(document.activeElement, performance.now() + 3000);
    }
  }, true);

  // The menu may have been about to take the focus: with the menu, it would be lost.
  const giveBack = (opener, until) => {
    if (!document.querySelector('.mud-popover-open') && document.activeElement === document.body) {
      opener.focus();
    }
    if (performance.now() < until && (document.activeElement === opener || document.activeElement.closest('.mud-popover'))) {
      requestAnimationFrame(() => giveBack(opener, until));
    }
  };

  // A link of the list leads away from it.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#shortcuts a')) {
      document.getElementById('shortcuts').close();
    }
  });
})();
