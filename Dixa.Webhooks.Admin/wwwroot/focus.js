// Where the keyboard focus goes.
(() => {
  const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable=true]') && target.type !== 'checkbox' && target.type !== 'radio';
  const isModal = () => document.querySelector('dialog[open], .mud-dialog-container');

  Object.assign(window.dixaScreens, {
    isTyping,
    isModal,
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
      const dialog = place?.closest('.mud-dialog');
      const fields = [...(dialog?.querySelectorAll('input, select, textarea') ?? [])];
      const field = fields.find((one) => one.checkVisibility() && !one.disabled && (one.type !== 'radio' || one.checked));
      // A dialog without fields gets the focus on its first button, which closes it, so that Escape and Tab reach it.
      (field ?? dialog?.querySelector('.mud-dialog-actions button:enabled'))?.focus();
    },
  });

  // A click outside a dialog keeps the focus inside it, so that Escape and typing still reach it.
  document.addEventListener('mousedown', (event) => event.target.closest?.('.mud-overlay-dialog, .mud-dialog-container .mud-overlay') && event.preventDefault());

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
})();
