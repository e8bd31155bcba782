// Selects the mask of a stored value on focus, so that typing replaces it. A round trip to the server would be too slow.
export function selectStoredOnFocus(form) {
  form?.addEventListener('focusin', event => {
    if (event.target.matches('input[data-stored]')) {
      event.target.select();
    }
  });
}

// The server hears of a text only when its field loses the focus. Going back with the keyboard or a gesture comes before that.
export function isTyping(form) {
  return Boolean(form?.querySelector(':focus[data-typed]'));
}

export function focusFirstError(form) {
  form?.querySelector('[aria-invalid="true"]')?.focus();
}
