// What the user typed: marked for DraftKeeper, kept over a reload, and deleted when they sign out.
(() => {
  // Marks input that is typed before DraftKeeper watches the form, so that it counts as a change.
  document.addEventListener('input', ({ target }) => {
    if (target.form) {
      target.dataset.typed = '';
    }
  }, true);

  // The reload is announced and drafts are kept, so the browser must not ask whether to leave the page.
  let isLeaving = false;
  window.dixaScreens.leaveWithoutAsking = () => {
    isLeaving = true;
  };

  // Registered before Blazor's own handler, which would make the browser ask.
  window.addEventListener('beforeunload', (event) => isLeaving && event.stopImmediatePropagation());

  // Signing out deletes the drafts in all tabs.
  const otherTabs = new BroadcastChannel('sessions');
  const deleteDrafts = () => {
    window.dixaScreens.hasSignedOut = true;
    Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).forEach((key) => sessionStorage.removeItem(key));
  };
  otherTabs.addEventListener('message', deleteDrafts);
  document.addEventListener('submit', (event) => {
    if (new URL(event.target.action).pathname.endsWith('/account/sign-out')) {
      deleteDrafts();
      otherTabs.postMessage('signed out');
    }
  });
})();
