// Selects the mask of a stored value on focus, so that typing replaces it. A round trip to the server would be too slow.
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
