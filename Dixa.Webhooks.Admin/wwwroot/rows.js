// The rows of lists. A click anywhere on a row opens what its link opens, and j and k move from row to row. On a wide window, a link with
// data-pane opens next to the list.
(() => {
  const { isTyping, isModal } = window.dixaScreens;
  const wide = matchMedia('(min-width: 1440px)');
  const links = 'a[data-row-link]';
  const controls = 'a, button, input, select, textarea, label, summary, [role=button], [role=menuitem], .cell-check';
  let opening;

  const linkOf = (target) => target.closest?.('tr')?.querySelector(links);
  const openPane = () => document.querySelector('[data-testid="pane"]');

  // Only the row, and no control or selected text in it.
  const isOnRow = (target, row) => !target.closest(controls) && !(getSelection().type === 'Range' && getSelection().containsNode(row, true));

  const openInPane = (link) => {
    const replacesPane = openPane()?.checkVisibility();
    window.Blazor.navigateTo(link.dataset.pane, { replaceHistoryEntry: !!replacesPane });
  };

  document.addEventListener('click', (event) => {
    const link = event.button === 0 && linkOf(event.target);
    const isOnLink = link && link.contains(event.target);
    if (!link || !(isOnLink || isOnRow(event.target, link.closest('tr')))) {
      return;
    }
    // The second click of a double click must not open it again.
    if (event.detail > 1) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      if (!isOnLink) {
        window.open(link.href, '_blank');
      }
    } else if (wide.matches && link.dataset.pane && window.dixaScreens.isConnected) {
      event.preventDefault();
      event.stopPropagation();
      link.focus({ preventScroll: true });
      openInPane(link);
    } else if (!isOnLink) {
      link.click();
    }
  }, true);

  // The middle button opens a new tab. The browser does so only for links.
  const isMiddle = (event) => event.button === 1 && linkOf(event.target) && isOnRow(event.target, event.target.closest('tr'));
  document.addEventListener('mousedown', (event) => isMiddle(event) && event.preventDefault());
  document.addEventListener('auxclick', (event) => isMiddle(event) && window.open(linkOf(event.target).href, '_blank'));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isModal()) {
      return;
    }
    if (event.key === 'Escape') {
      document.querySelector('[data-testid="pane-close"]')?.click();
      return;
    }
    const step = { j: 1, k: -1 }[event.key];
    const shown = step ? [...document.querySelectorAll(links)].filter((link) => link.checkVisibility()) : [];
    if (shown.length === 0) {
      return;
    }
    event.preventDefault();
    const pane = openPane()?.checkVisibility();
    const current = shown.findIndex((link) => link.closest('tr').contains(document.activeElement));
    const from = current >= 0 ? current : shown.findIndex((link) => link.closest('tr').hasAttribute('aria-current'));
    const next = shown[Math.min(Math.max(from < 0 ? 0 : from + step, 0), shown.length - 1)];
    next.focus({ preventScroll: true });
    next.closest('tr').scrollIntoView({ block: 'nearest' });

    // The pane follows, but not each row that a held key passes.
    clearTimeout(opening);
    if (pane && next.dataset.pane) {
      opening = setTimeout(() => document.activeElement === next && openInPane(next), 120);
    }
  });
})();
