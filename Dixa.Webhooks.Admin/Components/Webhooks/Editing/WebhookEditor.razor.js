// Focusing a stored value selects its mask at once, so that typing replaces it; over the wire that would come too late.
export function selectStoredOnFocus(form) {
  form?.addEventListener('focusin', event => {
    if (event.target.matches('input[data-stored]')) {
      event.target.select();
    }
  });
}

export function focusFirstError(form) {
  form?.querySelector('[aria-invalid="true"]')?.focus();
}
